// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/definitioncompare.h"

#include "engine/mappingdefaults.h"
#include "engine/preflight.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <functional>
#include <optional>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

using Flat = QMap<QString, QString>; //!< place to JSON text

//! Servers write `true` and `"true"`, `1` and `"1"` for the same.
QString spelled(const QJsonValue &value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.isNull() ? QStringLiteral("null") : value.toVariant().toString();
}

//! Settings that say how an index is kept, not what it holds or how it is searched.
bool isUpkeep(const QString &key)
{
    static const QStringList prefixes{QStringLiteral("index.number_of_replicas"),
        QStringLiteral("index.number_of_shards"), QStringLiteral("index.auto_expand_replicas"),
        QStringLiteral("index.refresh_interval"), QStringLiteral("index.routing."), QStringLiteral("index.allocation."),
        QStringLiteral("index.translog."), QStringLiteral("index.merge."), QStringLiteral("index.codec"),
        QStringLiteral("index.store."), QStringLiteral("index.lifecycle."),
        QStringLiteral("index.plugins.index_state_management."), QStringLiteral("index.priority"),
        QStringLiteral("index.blocks."), QStringLiteral("index.search.idle."), QStringLiteral("index.search.slowlog."),
        QStringLiteral("index.indexing.slowlog."), QStringLiteral("index.unassigned."),
        QStringLiteral("index.gc_deletes"), QStringLiteral("index.soft_deletes."),
        QStringLiteral("index.queries.cache."), QStringLiteral("index.requests.cache."), QStringLiteral("index.hidden"),
        QStringLiteral("index.replication."), QStringLiteral("index.write.wait_for_active_shards"),
        QStringLiteral("index.shard.check_on_startup"), QStringLiteral("index.warmer."),
        QStringLiteral("index.flush_after_merge")};
    for (const QString &prefix : prefixes)
        if (key.startsWith(prefix))
            return true;
    return false;
}

Flat flatSettings(const QJsonObject &settings)
{
    Flat flat;
    for (auto it = settings.begin(); it != settings.end(); ++it)
        if (!isOfOneIndex(it.key()) && !it.value().isNull())
            flat.insert(it.key(), spelled(it.value()));
    return flat;
}

//! Fields with their types, and every parameter as a place of its own.
void flattenField(const QString &place, const QJsonObject &field, Flat &flat)
{
    for (auto it = field.begin(); it != field.end(); ++it) {
        const QString at = place.isEmpty() ? it.key() : QString(place + u'.' + it.key());
        if (it.key() == QLatin1String("properties") || it.key() == QLatin1String("fields")) {
            const QJsonObject fields = it.value().toObject();
            for (auto each = fields.begin(); each != fields.end(); ++each) {
                const QJsonObject one = each.value().toObject();
                const QString name = QString(at + u'.' + each.key());
                if (!one.contains(QLatin1String("type")))
                    flat.insert(QString(name + QStringLiteral(".type")), QStringLiteral("object"));
                flattenField(name, one, flat);
            }
        } else {
            flat.insert(at, spelled(it.value()));
        }
    }
}

Flat flatMappings(const QJsonObject &mappings)
{
    Flat flat;
    flattenField({}, mappings, flat);
    return flat;
}

bool namesType(const QString &place)
{
    return place.endsWith(QLatin1String(".type"));
}

QString fieldOf(const QString &place)
{
    return place.left(place.lastIndexOf(u'.'));
}

struct Verdict
{
    bool matters = true;
    QString reason;
};

//! What decides the default of a parameter at this place, by the side that is asked.
MappingField fieldAt(const QString &place, const Flat &flat, bool ownDefaultAnalyzer)
{
    MappingField field;
    field.ownDefaultAnalyzer = ownDefaultAnalyzer;
    const QString path = place.contains(u'.') ? fieldOf(place) : QString();
    const auto beside = [&](const char *name) { return flat.value(QString(path + u'.' + QLatin1String(name))); };
    if (!path.isEmpty()) {
        field.type = beside("type");
        if (field.type.isEmpty())
            field.type = QStringLiteral("object");
        field.analyzer = beside("analyzer");
        field.searchAnalyzer = beside("search_analyzer");
    }
    for (QString around = path; !around.isEmpty() && field.dynamic.isEmpty();) {
        around = around.contains(u'.') ? fieldOf(around) : QString();
        field.dynamic = flat.value(around.isEmpty() ? QStringLiteral("dynamic") : QString(around + u".dynamic"));
    }
    return field;
}

Verdict judgeMapping(const QString &place, const Flat &expected, const Flat &target, bool ownDefaultAnalyzer)
{
    const bool there = target.contains(place);
    const bool wanted = expected.contains(place);
    if (wanted == there && expected.value(place) == target.value(place))
        return {false, tr("Converted for the version of the target.")};
    if (namesType(place)) {
        if (!there)
            return {true, tr("The field is missing, so documents are found differently.")};
        if (!wanted)
            return {false, tr("Only the target has this field.")};
        return {true, tr("Another type finds and sorts differently.")};
    }
    if (wanted && there)
        return {true, tr("The field is indexed in another way.")};
    const Flat &side = wanted ? expected : target;
    const MappingField field = fieldAt(place, side, ownDefaultAnalyzer);
    const QString name = place.mid(place.lastIndexOf(u'.') + 1);
    if (isDefaultParameter(field, name, side.value(place)))
        return {false, tr("It says what holds without it.")};
    if (there && isWrittenByServers(field, name))
        return {false, tr("The version of the target adds it.")};
    return wanted ? Verdict{true, tr("The target lacks it, so documents are indexed or searched in another way.")}
                  : Verdict{true, tr("Only the target has it, so documents are indexed or searched in another way.")};
}

//! What changes every document or search of an index that says nothing of it, unless it says what holds without it.
bool changesDefault(const QString &key, const QString &value)
{
    static const QStringList prefixes{QStringLiteral("index.analysis.analyzer.default."),
        QStringLiteral("index.analysis.analyzer.default_search."), QStringLiteral("index.similarity.default."),
        QStringLiteral("index.mapping.coerce"), QStringLiteral("index.mapping.ignore_malformed")};
    static const QHash<QString, QString> held{
        {QStringLiteral("index.analysis.analyzer.default.type"), QStringLiteral("standard")},
        {QStringLiteral("index.similarity.default.type"), QStringLiteral("BM25")},
        {QStringLiteral("index.mapping.coerce"), QStringLiteral("true")},
        {QStringLiteral("index.mapping.ignore_malformed"), QStringLiteral("false")}};
    return held.value(key) != value
        && std::any_of(
            prefixes.begin(), prefixes.end(), [&](const QString &prefix) { return key.startsWith(prefix); });
}

Verdict judgeSetting(const QString &key, const Flat &expected, const Flat &target)
{
    const bool there = target.contains(key);
    const bool wanted = expected.contains(key);
    if (wanted == there && expected.value(key) == target.value(key))
        return {false, tr("Converted for the version of the target.")};
    if (isUpkeep(key))
        return {false, tr("It says how the index is kept, not what it holds.")};
    if (!wanted && changesDefault(key, target.value(key)))
        return {true, tr("Only the target has it, so documents are indexed or searched in another way.")};
    if (!wanted)
        return {false, tr("Only the target names it: a template or a default of its version.")};
    return {true, tr("Documents are indexed or searched in another way.")};
}

//! A field that one side lacks is one place, not one for each of its parameters.
bool repeatsMissingField(const QString &place, const Flat &here, const Flat &there)
{
    if (namesType(place) || !place.contains(u'.'))
        return false;
    const QString type = QString(fieldOf(place) + QStringLiteral(".type"));
    return here.contains(type) != there.contains(type);
}

void compareAliases(const QJsonObject &source, const QJsonObject &target, QList<SideBySide> &places)
{
    QMap<QString, int> names;
    for (const QString &name : source.keys() + target.keys())
        names.insert(name, 0);
    for (auto it = names.begin(); it != names.end(); ++it) {
        const bool here = source.contains(it.key());
        const bool there = target.contains(it.key());
        const QString one = here ? spelled(source.value(it.key()).toObject()) : QString();
        const QString other = there ? spelled(target.value(it.key()).toObject()) : QString();
        if (one == other && here == there)
            continue;
        const QString reason = !there ? tr("The alias is missing, so a search through it does not reach this index.")
            : !here                   ? tr("Only the target has this alias.")
                                      : tr("Filter, routing or write index are not the same.");
        places.append({QString(QStringLiteral("aliases.") + it.key()), one, other, here, reason});
    }
}

template <class Judge>
void compareFlat(const QString &prefix, const Flat &source, const Flat &target, Judge judge, QList<SideBySide> &places)
{
    Flat all = source;
    for (auto it = target.begin(); it != target.end(); ++it)
        all.insert(it.key(), {});
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QString &place = it.key();
        const bool same
            = source.contains(place) == target.contains(place) && source.value(place) == target.value(place);
        if (same || repeatsMissingField(place, source, target))
            continue;
        const Verdict verdict = judge(place);
        places.append({QString(prefix + place), source.contains(place) ? source.value(place) : QString(),
            target.contains(place) ? target.value(place) : QString(), verdict.matters, verdict.reason});
    }
}

} // namespace

QList<SideBySide> compareDefinitions(const IndexDefinition &source, const IndexDefinition &target,
    const ClusterInfo &sourceInfo, const ClusterInfo &targetInfo)
{
    const ConvertedIndex converted = convertIndex(source, target.name, sourceInfo, targetInfo);
    QJsonObject settings = converted.create.value(QLatin1String("settings")).toObject();
    for (auto it = converted.restore.begin(); it != converted.restore.end(); ++it) { // as it is after a copy
        if (it.value().isNull())
            settings.remove(it.key());
        else
            settings.insert(it.key(), it.value());
    }
    const Flat expectedSettings = flatSettings(settings);
    const Flat expectedMappings = flatMappings(converted.create.value(QLatin1String("mappings")).toObject());
    const Flat targetSettings = flatSettings(target.settings);
    const Flat targetMappings = flatMappings(target.mappings);
    const auto namesDefault = [](const Flat &flat) {
        const auto first = flat.lowerBound(QStringLiteral("index.analysis.analyzer.default."));
        return first != flat.end() && first.key().startsWith(QLatin1String("index.analysis.analyzer.default."));
    };
    const bool ownDefaultAnalyzer = namesDefault(expectedSettings) || namesDefault(targetSettings);
    QList<SideBySide> places;
    compareFlat(
        QStringLiteral("mappings."), flatMappings(source.mappings), targetMappings,
        [&](const QString &place) { return judgeMapping(place, expectedMappings, targetMappings, ownDefaultAnalyzer); },
        places);
    compareFlat(
        QStringLiteral("settings."), flatSettings(source.settings), targetSettings,
        [&](const QString &key) { return judgeSetting(key, expectedSettings, targetSettings); }, places);
    compareAliases(source.aliases, target.aliases, places);
    return places;
}

bool isOfOneIndex(const QString &key)
{
    static const QStringList own{QStringLiteral("index.uuid"), QStringLiteral("index.creation_date"),
        QStringLiteral("index.provided_name"), QStringLiteral("index.history.uuid"),
        QStringLiteral("index.number_of_routing_shards"), QStringLiteral("index.verified_before_close"),
        QStringLiteral("index.creation_date_string")};
    return own.contains(key) || key.startsWith(QLatin1String("index.version."))
        || key.startsWith(QLatin1String("index.resize."))
        || key.startsWith(QLatin1String("index.routing_partition_hash"));
}

QString kindOfPlace(const QString &place)
{
    return place.startsWith(QLatin1String("mappings.")) ? QStringLiteral("mapping")
        : place.startsWith(QLatin1String("aliases."))   ? QStringLiteral("alias")
                                                        : QStringLiteral("setting");
}

namespace {

bool isOneOf(const QString &word, const QStringList &words)
{
    return words.contains(word, Qt::CaseInsensitive);
}

//! Empty where the mode of the index decides.
QString sourceMode(const IndexDefinition &index)
{
    const QString set = index.settings.value(QLatin1String("index.mapping.source.mode")).toString();
    return !set.isEmpty() ? set : index.mappings.value(QLatin1String("_source"))[QLatin1String("mode")].toString();
}

} // namespace

//! As servers decide it: the setting alone where there is one, for without a licence for synthetic source they set it
//! to STORED whatever the mode of the index is; then the mapping, then the mode.
bool hasSyntheticSource(const IndexDefinition &index)
{
    static const QStringList rebuilt{QStringLiteral("synthetic"), QStringLiteral("columnar_stored")};
    static const QStringList modes{QStringLiteral("time_series"), QStringLiteral("logsdb"), QStringLiteral("columnar"),
        QStringLiteral("logsdb_columnar")};
    if (const QString mode = sourceMode(index); !mode.isEmpty())
        return isOneOf(mode, rebuilt);
    // OpenSearch's derived source is made in the same way: from doc values, so sorted, and keywords once.
    return isOneOf(index.settings.value(QLatin1String("index.mode")).toString(), modes)
        || index.settings.value(QLatin1String("index.derived_source.enabled")).toVariant().toBool();
}

namespace {

using TakeField = std::function<void(const QString &name, const QJsonObject &field)>;

void eachField(const QString &before, const QJsonObject &properties, const TakeField &take)
{
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QJsonObject field = it.value().toObject();
        const QString name = QString(before + it.key());
        take(name, field);
        eachField(QString(name + u'.'), field.value(QLatin1String("properties")).toObject(), take);
    }
}

QString typeOf(const QJsonObject &field)
{
    return field.value(QLatin1String("type")).toString();
}

void eachFieldOf(const char *type, const IndexDefinition &index, const TakeField &take)
{
    eachField({}, index.mappings.value(QLatin1String("properties")).toObject(),
        [&](const QString &name, const QJsonObject &field) {
            if (typeOf(field) == QLatin1String(type))
                take(name, field);
        });
}

const QHash<QString, FieldForm::Kind> &knownKinds()
{
    using Kind = FieldForm::Kind;
    static const QHash<QString, Kind> kinds{{QStringLiteral("date"), Kind::Date},
        {QStringLiteral("date_nanos"), Kind::Date}, {QStringLiteral("byte"), Kind::Whole},
        {QStringLiteral("short"), Kind::Whole}, {QStringLiteral("integer"), Kind::Whole},
        {QStringLiteral("long"), Kind::Whole}, {QStringLiteral("unsigned_long"), Kind::Exact},
        {QStringLiteral("half_float"), Kind::HalfFloat}, {QStringLiteral("float"), Kind::Float},
        {QStringLiteral("double"), Kind::Double}, {QStringLiteral("scaled_float"), Kind::Scaled},
        {QStringLiteral("boolean"), Kind::Boolean}, {QStringLiteral("ip"), Kind::Ip},
        {QStringLiteral("keyword"), Kind::Text}, {QStringLiteral("constant_keyword"), Kind::Text},
        {QStringLiteral("wildcard"), Kind::Text}, {QStringLiteral("version"), Kind::Text},
        {QStringLiteral("text"), Kind::Text}, {QStringLiteral("match_only_text"), Kind::Text},
        {QStringLiteral("flattened"), Kind::Texts}, {QStringLiteral("flat_object"), Kind::Texts}};
    return kinds;
}

//! Nothing where Godwit can't read its dates.
std::optional<FieldForm> formOfField(const QJsonObject &field, FieldForm::Kind kind)
{
    FieldForm form;
    form.kind = kind;
    form.scale = field.value(QLatin1String("scaling_factor")).toVariant().toDouble();
    if (const QJsonValue none = field.value(QLatin1String("null_value")); !none.isUndefined() && !none.isNull()) {
        const QByteArray json = QJsonDocument(QJsonArray{none}).toJson(QJsonDocument::Compact);
        form.nullValue = json.mid(1, json.size() - 2).toStdString();
    }
    if (kind != FieldForm::Kind::Date)
        return form;
    const auto text = [&](const char *key) { return field.value(QLatin1String(key)).toString().toStdString(); };
    const auto dates = dateForm(text("format"), text("print_format"), typeOf(field) == QLatin1String("date_nanos"));
    form.date = dates.value_or(DateForm());
    return dates ? std::optional(form) : std::nullopt;
}

//! Nothing for a type that came later.
std::optional<VectorField::Element> elementOf(const QJsonObject &mapping)
{
    using Element = VectorField::Element;
    static const QHash<QString, Element> known{{QStringLiteral("float"), Element::Float},
        {QStringLiteral("bfloat16"), Element::BFloat16}, {QStringLiteral("byte"), Element::Byte},
        {QStringLiteral("bit"), Element::Bit}};
    const auto found = known.find(mapping.value(QLatin1String("element_type")).toString(QStringLiteral("float")));
    return found == known.end() ? std::nullopt : std::optional(*found);
}

} // namespace

NestedFields nestedFields(const IndexDefinition &index)
{
    NestedFields fields;
    eachFieldOf(
        "nested", index, [&](const QString &name, const QJsonObject &) { fields.insert(name.toStdString()); });
    return fields;
}

FieldForms fieldForms(const IndexDefinition &index, QStringList *asWritten)
{
    FieldForms forms;
    eachField({}, index.mappings.value(QLatin1String("properties")).toObject(),
        [&](const QString &name, const QJsonObject &field) {
            const QString type = typeOf(field);
            if (type == QLatin1String("geo_point") || type.endsWith(QLatin1String("_range")))
                asWritten->append(name);
            const auto kind = knownKinds().constFind(type);
            if (kind == knownKinds().constEnd())
                return;
            if (const auto form = formOfField(field, *kind))
                forms.emplace(name.toStdString(), *form);
            else
                asWritten->append(name);
        });
    return forms;
}

VectorFields vectorFields(const IndexDefinition &index)
{
    VectorFields fields;
    eachFieldOf("dense_vector", index, [&](const QString &name, const QJsonObject &mapping) {
        VectorField field;
        field.element = elementOf(mapping).value_or(VectorField::Element::Float);
        field.dims = mapping.value(QLatin1String("dims")).toInt();
        // cosine is the default
        field.normalized = mapping.value(QLatin1String("similarity")).toString(QStringLiteral("cosine"))
            == QLatin1String("cosine");
        fields.emplace(name.toStdString(), field);
    });
    return fields;
}

QString vectorFault(const IndexDefinition &index)
{
    QString fault;
    eachFieldOf("dense_vector", index, [&](const QString &name, const QJsonObject &mapping) {
        if (!elementOf(mapping))
            fault = tr("%1 has the vector %2 of elements of type %3, and Godwit does not know in which form servers "
                       "give these back. Compare the ids instead.")
                        .arg(index.name, name, mapping.value(QLatin1String("element_type")).toString());
    });
    return fault;
}

QString sourceFault(const IndexDefinition &index)
{
    const QJsonObject source = index.mappings.value(QLatin1String("_source")).toObject();
    const bool off
        = source.contains(QLatin1String("enabled")) && !source.value(QLatin1String("enabled")).toVariant().toBool();
    if (off || isOneOf(sourceMode(index), {QStringLiteral("disabled")}))
        return tr("%1 does not keep the source of its documents. Compare the ids instead.").arg(index.name);
    if (!source.value(QLatin1String("includes")).toArray().isEmpty()
        || !source.value(QLatin1String("excludes")).toArray().isEmpty())
        return tr("%1 keeps only parts of the source of its documents. Compare the ids instead.").arg(index.name);
    return {};
}

} // namespace godwit
