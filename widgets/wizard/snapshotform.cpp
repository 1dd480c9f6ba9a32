// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/snapshotform.h"

#include "models/roundtimeline.h"
#include "widgets/fieldrow.h"
#include "widgets/panels.h"
#include "widgets/plainspinbox.h"
#include "widgets/wizard/linelist.h"
#include "widgets/wizard/snapshottexts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace godwit {
namespace {

const QString repositoryKey = QStringLiteral("repository");
const QString roundsKey = QStringLiteral("rounds");
const QString firstAtKey = QStringLiteral("first_at");
const QString liftBlockKey = QStringLiteral("lift_write_block");
const QString paceKey = QStringLiteral("pace");
const QString integrationsKey = QStringLiteral("integrations");

//! An empty value takes the key away.
void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.insert(key, text);
}

void put(QJsonObject &object, const QString &key, bool on)
{
    if (on)
        object.insert(key, true);
    else
        object.remove(key);
}

void put(QJsonObject &object, const QString &key, const QStringList &texts)
{
    if (texts.isEmpty())
        object.remove(key);
    else
        object.insert(key, QJsonArray::fromStringList(texts));
}

void fillIn(QLineEdit *field, const QString &text)
{
    if (field->text() != text)
        field->setText(text);
}

QComboBox *typedOrChosen()
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setCompleter(nullptr); // it would end the name of one that is not in the list
    return box;
}

//! Other names in the list; what is typed stays.
void offer(QComboBox *box, const QStringList &names)
{
    const QString typed = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(names);
    box->setCurrentIndex(static_cast<int>(names.indexOf(typed)));
    box->setEditText(typed);
}

} // namespace

SnapshotForm::SnapshotForm(QWidget *parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(9);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    makePlace();
    makeRounds();
    makeRestore();
    makeSettings();
    connectFields();
    setListState({});
    follow();
}

void SnapshotForm::makePlace()
{
    m_name = row(typedOrChosen(), tr("Repository"),
        tr("Its name on both clusters. One that is there is used as it is; else it is registered, on the target "
           "read-only."));
    row(m_where.type(), tr("Type"), RepositoryFields::typeHint());
    row(m_where.place(), tr("Place"), RepositoryFields::placeHint());
    row(m_where.path(), tr("Path inside"), RepositoryFields::pathHint());
    row(m_where.client(), tr("Client"), RepositoryFields::clientHint());
    m_listState = new TextLabel(FontRole::Small, TextColor::Secondary);
    m_listState->setWordWrap(true);
    m_form->addRow(QString(), m_listState);
}

void SnapshotForm::makeRounds()
{
    m_firstAt = row(new QCheckBox(tr("At a set time")), tr("First snapshot"),
        tr("The full one, which loads the source most. Off: at once. While it waits it can be begun by hand."));
    m_firstTime = row(new QDateTimeEdit, tr("Begins"), tr("Local time."));
    m_firstTime->setCalendarPopup(true);
    m_pace = row(new QComboBox, tr("Next round"), tr("A round can be begun by hand whenever the migration rests."));
    m_pace->addItem(tr("At once, until one is short enough"), QStringLiteral("until-short"));
    m_pace->addItem(tr("At a set interval"), QStringLiteral("interval"));
    m_pace->addItem(tr("By hand"), QStringLiteral("by-hand"));
    m_atLeast = row(new QSpinBox, tr("Rounds at least"), tr("The first, full one included."));
    m_atLeast->setRange(1, 1'000);
    m_until = row(new PlainSpinBox, tr("Until a round takes less than"), tr("Then the cutover is offered."));
    m_until->setRange(0.1, 86'400);
    m_until->setSuffix(tr(" s"));
    m_every = row(new PlainSpinBox, tr("Rest between rounds"),
        tr("At a set interval always; else while the cutover waits for your word."));
    m_every->setRange(0, 86'400);
    m_every->setSuffix(tr(" s"));
    m_remove = row(new QCheckBox(tr("Yes")), tr("Delete snapshots afterwards"),
        tr("Only those that this migration made, and only after success."));
    m_integrations = new LineList(tr("Point to the target by hand: %1"), tr("Add"));
    m_integrations->setPlaceholderText(tr("shop, Logstash on app-3, a dashboard"));
    auto *integrations = new FieldRow(m_integrations, m_integrations,
        tr("Clients, pipelines and dashboards with an address of their own, one a line. They are listed before the "
           "start, and ticked on the migration's page as they are prepared."));
    m_form->addRow(new TextLabel(tr("Point to the target by hand"), FontRole::Body), integrations);
    m_rows.insert(m_integrations, integrations);
    m_timeline = new TextLabel(FontRole::Small, TextColor::Secondary);
    m_timeline->setWordWrap(true);
    m_form->addRow(new TextLabel(tr("Timeline"), FontRole::Body), m_timeline);
}

void SnapshotForm::makeRestore()
{
    m_snapshot = row(typedOrChosen(), tr("Snapshot"), tr("The name of the snapshot to restore."));
    m_aliases = warnedRow(new QCheckBox(tr("Restore")), tr("Aliases of the snapshot"),
        tr("They move even when an index is renamed: an alias of the target that has the same name gets a second "
           "index. "
           "Leave them out for a trial."));
    m_liftBlock = warnedRow(new QCheckBox(tr("Remove")), tr("Write block of the snapshot"),
        tr("A snapshot that was taken while writes were stopped, as the last one of incremental snapshots, brings the "
           "write block along: its indices can only be read. Removed, they take writes as soon as they are restored."));
    m_globalState = warnedRow(new QCheckBox(tr("Restore")), tr("Global state"),
        tr("Replaces the target's persistent settings, composable templates, ingest pipelines and lifecycle policies; "
           "those that the snapshot lacks are removed. Legacy templates are merged."));
    m_features = warnedRow(new QLineEdit, tr("Feature states"), QString());
    m_features->setPlaceholderText(tr("none"));
}

void SnapshotForm::makeSettings()
{
    m_settings = row(new QLineEdit, tr("Changed index settings"),
        tr("Of every restored index, with semicolons between. The number of shards can't be changed."));
    m_settings->setPlaceholderText(QStringLiteral("index.number_of_replicas=0; index.refresh_interval=30s"));
    m_ignored = row(new QLineEdit, tr("Index settings left out"),
        tr("Names, * allowed, with commas between. An allocation filter that fits no node of the target leaves shards "
           "unassigned."));
    m_ignored->setPlaceholderText(QStringLiteral("index.routing.allocation.*"));
}

void SnapshotForm::connectFields()
{
    for (QLineEdit *field : {m_where.place(), m_where.path(), m_where.client(), m_features, m_settings, m_ignored})
        connect(field, &QLineEdit::textEdited, this, &SnapshotForm::changed);
    connect(m_integrations, &LineList::edited, this, &SnapshotForm::changed);
    for (QComboBox *box : {m_name, m_snapshot})
        connect(box, &QComboBox::editTextChanged, this, &SnapshotForm::changed);
    connect(m_name, &QComboBox::editTextChanged, this,
        [this](const QString &text) { Q_EMIT repositoryChosen(text.trimmed()); });
    connect(m_snapshot, &QComboBox::editTextChanged, this, &SnapshotForm::sayFeatures);
    for (QCheckBox *box : {m_remove, m_aliases, m_liftBlock, m_globalState})
        connect(box, &QCheckBox::toggled, this, &SnapshotForm::changed);
    connect(m_atLeast, &QSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_until, &QDoubleSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_every, &QDoubleSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_firstTime, &QDateTimeEdit::dateTimeChanged, this, &SnapshotForm::changed);
    connect(m_firstAt, &QCheckBox::toggled, this, [this](bool on) {
        if (on && m_firstTime->dateTime() < QDateTime::currentDateTime()) {
            const QSignalBlocker quiet(m_firstTime);
            m_firstTime->setDateTime(QDateTime(QDate::currentDate().addDays(1), QTime(2, 0)));
        }
    });
    for (QComboBox *box : {m_where.type(), m_pace})
        connect(box, &QComboBox::currentIndexChanged, this, &SnapshotForm::changed);
    connect(m_firstAt, &QCheckBox::toggled, this, &SnapshotForm::changed);
    connect(this, &SnapshotForm::changed, this, &SnapshotForm::follow);
}

template <class Field>
Field *SnapshotForm::row(Field *field, const QString &name, const QString &hint)
{
    addFormRow(m_form, field, name, hint);
    m_rows.insert(field, field);
    return field;
}

template <class Field>
Field *SnapshotForm::warnedRow(Field *field, const QString &name, const QString &hint)
{
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    auto *label = new TextLabel(name, FontRole::Body);
    label->setBuddy(field);
    auto *whole = new FieldRow(field, field, hint);
    m_form->addRow(label, whole);
    m_rows.insert(field, whole);
    return field;
}

void SnapshotForm::showRow(QWidget *field, bool visible)
{
    m_form->setRowVisible(m_rows.value(field, field), visible);
}

QLineEdit *SnapshotForm::nameField() const
{
    return m_name->lineEdit();
}

QLineEdit *SnapshotForm::snapshotField() const
{
    return m_snapshot->lineEdit();
}

QString SnapshotForm::timeline() const
{
    return m_timeline->text();
}

void SnapshotForm::follow()
{
    m_where.follow();
    showRow(m_where.place(), !m_where.kind().isEmpty());
    showRow(m_where.path(), m_where.isStore());
    showRow(m_where.client(), m_where.isStore());
    for (QWidget *field : std::initializer_list<QWidget *>{
             m_firstAt, m_pace, m_atLeast, m_until, m_every, m_remove, m_integrations, m_timeline})
        showRow(field, !m_restore);
    showRow(m_firstTime, !m_restore && m_firstAt->isChecked());
    for (QWidget *field :
        std::initializer_list<QWidget *>{m_snapshot, m_aliases, m_liftBlock, m_globalState, m_features})
        showRow(field, m_restore);
    m_every->setEnabled(m_pace->currentData().toString() != QLatin1String("by-hand"));
    sayFeatures();
    showTimeline();
}

void SnapshotForm::setBytes(qint64 bytes)
{
    m_bytes = bytes;
    showTimeline();
}

//! As planned, from the figures that are known before anything was measured.
void SnapshotForm::showTimeline()
{
    if (m_restore)
        return;
    const auto rounds = RoundsOptions::from(options());
    if (!rounds)
        return m_timeline->setText(rounds.error().summary);
    const QDateTime now = QDateTime::currentDateTime();
    const double transfer = unmeasuredTransferSeconds(m_bytes);
    QStringList lines;
    for (const TimelineEntry &entry : plannedTimeline(*rounds, transfer, now))
        lines.append(timelineText(entry, now));
    lines.append(transfer < 0
            ? tr("The size of the selection is not known, so most times are open. Each round's measure adjusts them.")
            : tr(
                "Not measured here: 40 MB/s into the repository and out of it, for one node each. Each round's measure "
                "adjusts it."));
    m_timeline->setText(lines.join(u'\n'));
}

void SnapshotForm::sayFeatures()
{
    const QString effect
        = tr("Names with commas between. Each closes and overwrites the indices of that feature on the "
             "target; security can lock you out, so have a superuser of the file realm.");
    QString there;
    const auto chosen = std::find_if(m_offered.begin(), m_offered.end(),
        [this](const SnapshotInfo &info) { return info.name == m_snapshot->currentText().trimmed(); });
    if (chosen != m_offered.end()) {
        QStringList names = chosen->featureStates;
        names.sort();
        there = names.isEmpty() ? tr("The snapshot has none. ")
                                : tr("The snapshot has: %1. ").arg(names.join(QStringLiteral(", ")));
        m_globalState->setText(chosen->globalState ? tr("Restore") : tr("Restore (the snapshot has none)"));
    } else {
        m_globalState->setText(tr("Restore"));
    }
    static_cast<FieldRow *>(m_rows.value(m_features))->setHint(QString(there + effect));
    m_features->setAccessibleDescription(QString(there + effect));
}

void SnapshotForm::offerRepositories(const QList<RepositoryInfo> &repositories)
{
    QStringList names;
    for (const RepositoryInfo &repository : repositories)
        names.append(repository.name);
    offer(m_name, names);
}

void SnapshotForm::offerSnapshots(const QList<SnapshotInfo> &snapshots)
{
    m_offered = snapshots;
    offer(m_snapshot, snapshotNames(snapshots));
    for (int i = 0; i < snapshots.size(); ++i)
        m_snapshot->setItemData(i, snapshotText(snapshots.at(i)), Qt::ToolTipRole);
    sayFeatures();
}

void SnapshotForm::setListState(const QString &text)
{
    m_listState->setText(text);
    m_form->setRowVisible(m_listState, !text.isEmpty());
}

void SnapshotForm::setPlaceFixed(bool fixed)
{
    for (QWidget *field : std::initializer_list<QWidget *>{
             m_name, m_where.type(), m_where.place(), m_where.path(), m_where.client(), m_snapshot})
        field->setEnabled(!fixed);
}

void SnapshotForm::setOptions(const QJsonObject &options, bool restore)
{
    const QSignalBlocker quiet(this);
    m_kept = options;
    m_restore = restore;
    const QJsonObject repository = options.value(repositoryKey).toObject();
    fillIn(m_name->lineEdit(), repository.value(QLatin1String("name")).toString(QStringLiteral("godwit")));
    m_where.setRepository(repository);
    const QJsonObject rounds = options.value(roundsKey).toObject();
    const QString firstAt = rounds.value(firstAtKey).toString();
    m_firstAt->setChecked(!firstAt.isEmpty());
    if (!firstAt.isEmpty())
        m_firstTime->setDateTime(QDateTime::fromString(firstAt, Qt::ISODate));
    m_pace->setCurrentIndex(std::max(0, m_pace->findData(rounds.value(paceKey).toString())));
    m_atLeast->setValue(rounds.value(QLatin1String("at_least")).toInt(2));
    m_until->setValue(rounds.value(QLatin1String("until_seconds")).toDouble(10));
    m_every->setValue(rounds.value(QLatin1String("every_seconds")).toDouble(60));
    m_remove->setChecked(options.value(QLatin1String("remove_snapshots")).toBool());
    m_integrations->setLines(options.value(integrationsKey).toVariant().toStringList());
    fillIn(m_snapshot->lineEdit(), options.value(QLatin1String("snapshot")).toString());
    m_aliases->setChecked(options.value(QLatin1String("include_aliases")).toBool());
    m_liftBlock->setChecked(options.value(liftBlockKey).toBool());
    m_globalState->setChecked(options.value(QLatin1String("include_global_state")).toBool());
    fillIn(m_features, listText(options.value(QLatin1String("feature_states")), QStringLiteral(", ")));
    fillIn(m_settings, settingsText(options.value(QLatin1String("index_settings")).toObject()));
    fillIn(m_ignored, listText(options.value(QLatin1String("ignore_index_settings")), QStringLiteral(", ")));
    follow();
}

QJsonObject SnapshotForm::options() const
{
    QJsonObject options = m_kept;
    QJsonObject repository = options.value(repositoryKey).toObject();
    put(repository, QStringLiteral("name"), m_name->currentText().trimmed());
    options.insert(repositoryKey, m_where.put(repository));
    // A text that was not touched keeps what the plan said, to the letter.
    if (m_settings->text() != settingsText(m_kept.value(QLatin1String("index_settings")).toObject())) {
        const QJsonObject changed = settingsFrom(m_settings->text()).value_or(QJsonObject());
        if (changed.isEmpty())
            options.remove(QStringLiteral("index_settings"));
        else
            options.insert(QStringLiteral("index_settings"), changed);
    }
    put(options, QStringLiteral("ignore_index_settings"), listFrom(m_ignored->text(), u','));
    if (m_restore)
        putRestore(options);
    else
        putRounds(options);
    return options;
}

void SnapshotForm::putRounds(QJsonObject &options) const
{
    QJsonObject rounds = options.value(roundsKey).toObject();
    put(rounds, firstAtKey,
        m_firstAt->isChecked() ? m_firstTime->dateTime().toString(QStringLiteral("yyyy-MM-ddTHH:mm")) : QString());
    put(rounds, paceKey, m_pace->currentIndex() == 0 ? QString() : m_pace->currentData().toString());
    rounds.insert(QStringLiteral("at_least"), m_atLeast->value());
    rounds.insert(QStringLiteral("until_seconds"), m_until->value());
    rounds.insert(QStringLiteral("every_seconds"), m_every->value());
    options.insert(roundsKey, rounds);
    put(options, QStringLiteral("remove_snapshots"), m_remove->isChecked());
    put(options, integrationsKey, m_integrations->lines());
}

void SnapshotForm::putRestore(QJsonObject &options) const
{
    put(options, QStringLiteral("snapshot"), m_snapshot->currentText().trimmed());
    put(options, QStringLiteral("include_aliases"), m_aliases->isChecked());
    put(options, liftBlockKey, m_liftBlock->isChecked());
    put(options, QStringLiteral("include_global_state"), m_globalState->isChecked());
    put(options, QStringLiteral("feature_states"), listFrom(m_features->text(), u','));
}

QString SnapshotForm::obstacle() const
{
    if (m_name->currentText().trimmed().isEmpty())
        return tr("The repository has no name");
    if (const QString missing = m_where.obstacle(); !missing.isEmpty())
        return missing;
    if (m_restore && m_snapshot->currentText().trimmed().isEmpty())
        return tr("The snapshot's name is missing");
    if (m_settings->text() != settingsText(m_kept.value(QLatin1String("index_settings")).toObject())
        && !settingsFrom(m_settings->text()))
        return tr("A changed index setting has no value: write name=value");
    return {};
}

} // namespace godwit
