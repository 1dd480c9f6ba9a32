// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the reindex methods.
#include "widgets/wizard/optionsstep.h"

#include <QFormLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>

namespace godwit {
namespace {

const QStringList reindexMethods{QStringLiteral("remote-reindex"), QStringLiteral("local-reindex")};

void putText(QJsonObject &options, const QString &key, const QString &text)
{
    if (text.isEmpty())
        options.remove(key);
    else
        options.insert(key, text);
}

QString catchUpField(const QJsonObject &options)
{
    return options.value(QLatin1String("catch_up"))[QLatin1String("field")].toString();
}

QString listText(const QJsonObject &options)
{
    QStringList fields;
    for (const QJsonValue &field : options.value(QLatin1String("fields")).toArray())
        fields.append(field.toString());
    return fields.join(QStringLiteral(", "));
}

QString queryText(const QJsonObject &options)
{
    const QJsonObject query = options.value(QLatin1String("query")).toObject();
    return query.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(query).toJson(QJsonDocument::Compact));
}

QString scriptText(const QJsonObject &options)
{
    const QJsonValue script = options.value(QLatin1String("script"));
    return script.isString() ? script.toString() : script[QLatin1String("source")].toString();
}

} // namespace

QLineEdit *OptionsStep::optionText(QFormLayout *form, const QString &name, const QString &placeholder,
    const QString &hint, const TextGetter &get, const TextSetter &set)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(placeholder);
    addRow(form, name, field, hint);
    m_show.append([field, get](const Plan &plan) {
        if (const QString text = get(plan.options); field->text() != text)
            field->setText(text);
    });
    connect(field, &QLineEdit::textEdited, this, [this, set](const QString &text) {
        draft()->change([&](Plan &plan) { set(plan.options, text.trimmed()); });
        Q_EMIT changed();
    });
    return field;
}

void OptionsStep::makeReindexSection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("Reindex"));
    showFor(reindexMethods);
    optionNumber(form, QStringLiteral("slices"), tr("Tasks at a time"), tr("tasks"), 1, 0, 4, 1, 64,
        tr("A large index is split into that many parts. More is faster where the target has cores to spare."));
    const auto key = [](const char *name) {
        return TextGetter([name](const QJsonObject &options) { return options.value(QLatin1String(name)).toString(); });
    };
    const auto put = [](const char *name) {
        return TextSetter(
            [name](QJsonObject &options, const QString &text) { putText(options, QString::fromLatin1(name), text); });
    };
    optionText(form, tr("Split by"), QStringLiteral("_seq_no"),
        tr("A date or number field with one value a document. Documents without it are a part of their own."),
        key("split_field"), put("split_field"));
    optionNumber(form, QStringLiteral("batch"), tr("Documents a page"), tr("docs"), 1, 0, 1'000, 1, 10'000,
        tr("At most. Fewer where documents are large: a page has to fit into 100 MB on the target."));
    optionText(form, tr("Only documents that match"), QStringLiteral(R"({"range":{"created":{"gte":"2026-01-01"}}})"),
        tr("A query as JSON. Empty: all."), queryText, [this](QJsonObject &options, const QString &text) {
            const QJsonObject query = QJsonDocument::fromJson(text.toUtf8()).object();
            m_fault = text.isEmpty() || !query.isEmpty() ? QString() : tr("The query is no JSON object");
            if (query.isEmpty())
                options.remove(QStringLiteral("query"));
            else
                options.insert(QStringLiteral("query"), query);
        });
    optionText(form, tr("Only these fields"), tr("all"), tr("Names with commas between."), listText,
        [](QJsonObject &options, const QString &text) {
            QJsonArray fields;
            for (const QString &field : text.split(u',', Qt::SkipEmptyParts))
                if (!field.trimmed().isEmpty())
                    fields.append(field.trimmed());
            if (fields.isEmpty())
                options.remove(QStringLiteral("fields"));
            else
                options.insert(QStringLiteral("fields"), fields);
        });
    optionText(form, tr("Script"), QStringLiteral("ctx._source.kind = 'order'"),
        tr("Painless, for each document on its way."), scriptText, put("script"));
    optionText(form, tr("Ingest pipeline"), tr("none"), tr("Of the target, for each document on its way."),
        key("pipeline"), put("pipeline"));
    optionText(form, tr("Catch up by"), QStringLiteral("_seq_no"),
        tr("A date or number field that grows with each change. Rounds can't see deletes, nor changes that leave it as "
           "it was."),
        catchUpField, [](QJsonObject &options, const QString &text) {
            QJsonObject rounds = options.value(QLatin1String("catch_up")).toObject();
            putText(rounds, QStringLiteral("field"), text);
            if (rounds.isEmpty())
                options.remove(QStringLiteral("catch_up"));
            else
                options.insert(QStringLiteral("catch_up"), rounds);
        });
    QFormLayout *remote = section(into, tr("Way to the source"));
    showFor({QStringLiteral("remote-reindex")});
    optionText(remote, tr("Address seen from the target"), tr("as in the connection"),
        tr("Where the target reaches the source under another name than Godwit does."), key("remote_url"),
        put("remote_url"));
    QFormLayout *local = section(into, tr("New index"));
    showFor({QStringLiteral("local-reindex")});
    number(
        local, tr("Shards"), tr("shards"), 0, 1'024, 0, tr("as before"),
        tr("Of every new index. The mappings step says more for single ones."),
        [](const Plan &plan) { return plan.options.value(QLatin1String("shards")).toDouble(); },
        [](Plan &plan, double value) {
            if (value < 1)
                plan.options.remove(QStringLiteral("shards"));
            else
                plan.options.insert(QStringLiteral("shards"), value);
        });
}

} // namespace godwit
