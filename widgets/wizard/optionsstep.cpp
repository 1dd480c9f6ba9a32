// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/optionsstep.h"

#include "models/selectiontreemodel.h"
#include "models/snapshotshelf.h"
#include "widgets/columnscroll.h"
#include "widgets/panes.h"
#include "widgets/plainspinbox.h"
#include "widgets/textscale.h"
#include "widgets/wizard/quiethourseditor.h"
#include "widgets/wizard/snapshotform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>

namespace godwit {
namespace {

constexpr int fieldWidth = 220;
constexpr int labelWidth = 210;
constexpr int hintWidth = 240; //!< at least; else it stands below the field

bool bySnapshots(const Plan &plan)
{
    return plan.method == QLatin1String("snapshot-rounds") || plan.method == QLatin1String("restore");
}

} // namespace

OptionsStep::OptionsStep(MigrationDraft *draft, QWidget *parent) : WizardStep(draft, parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(12);
    makeCopySection(column);
    makeCutoverSection(column);
    makeNoticeSection(column);
    makeMethodSection(column);
    makeSnapshotSection(column);
    makeReindexSection(column);
    column->addStretch();
    layout->addWidget(new ColumnScroll(inside));
}

QString OptionsStep::title() const
{
    return tr("Options");
}

QWidget *OptionsStep::firstField() const
{
    return m_first;
}

QWidget *OptionsStep::fieldFor(PreflightFix fix, const QString &)
{
    if (fix == PreflightFix::WriteBlock)
        return m_snapshots->liftBlockBox();
    return fix == PreflightFix::Aliases ? m_aliases : m_first;
}

void OptionsStep::enter()
{
    const Plan plan = draft()->plan();
    for (const auto &show : std::as_const(m_show))
        show(plan);
    for (const auto &[methods, card] : std::as_const(m_sections))
        card->setVisible(methods.contains(plan.method));
}

void OptionsStep::showFor(const QStringList &methods)
{
    m_sections.append({methods, m_section});
}

QString OptionsStep::obstacle() const
{
    if (!m_fault.isEmpty())
        return m_fault;
    if (bySnapshots(draft()->plan()))
        if (const QString missing = m_snapshots->obstacle(); !missing.isEmpty())
            return missing;
    const QString webhook = draft()->plan().webhook;
    const QUrl url(webhook, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (webhook.isEmpty() || (url.isValid() && http && !url.host().isEmpty() && url.password().isEmpty()))
        return {};
    return tr("The webhook is no http or https address");
}

QFormLayout *OptionsStep::section(QVBoxLayout *into, const QString &title)
{
    auto *card = new Card;
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 12, 14, 14);
    inner->setSpacing(10);
    inner->addWidget(new TextLabel(title, FontRole::CardTitle));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(9);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    inner->addLayout(form);
    card->body()->addLayout(inner);
    into->addWidget(card);
    m_section = card;
    return form;
}

void OptionsStep::addRow(QFormLayout *form, const QString &name, QWidget *field, const QString &hint)
{
    auto *row = new Panes(14);
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    row->addSide(field, fieldWidth);
    auto *text = new TextLabel(hint, FontRole::Small, TextColor::Secondary);
    text->setWordWrap(true);
    followFont(text, [text] { text->setMinimumWidth(int(hintWidth * textScale())); });
    row->addMain(text);
    auto *label = new TextLabel(name, FontRole::Body);
    label->setBuddy(field);
    followFont(label, [label] { label->setMinimumSize(int(labelWidth * textScale()), int(28 * textScale())); });
    form->addRow(label, row);
    if (!m_first)
        m_first = field;
}

QDoubleSpinBox *OptionsStep::number(QFormLayout *form, const QString &name, const QString &unit, double least,
    double most, int decimals, const QString &zero, const QString &hint, const Getter &get, const Setter &set)
{
    auto *field = new PlainSpinBox;
    field->setDecimals(decimals);
    field->setRange(least, most);
    field->setGroupSeparatorShown(true);
    field->setSpecialValueText(zero);
    field->setSuffix(QString(u' ' + unit));
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    addRow(form, name, field, hint);
    m_show.append([field, get](const Plan &plan) {
        const QSignalBlocker quiet(field);
        field->setValue(get(plan));
    });
    connect(field, &QDoubleSpinBox::valueChanged, this,
        [this, set](double value) { draft()->change([&](Plan &plan) { set(plan, value); }); });
    return field;
}

QCheckBox *OptionsStep::flag(QFormLayout *form, const QString &name, const QString &hint, bool Plan::*value)
{
    auto *field = new QCheckBox(tr("Yes"));
    addRow(form, name, field, hint);
    m_show.append([field, value](const Plan &plan) {
        const QSignalBlocker quiet(field);
        field->setChecked(plan.*value);
    });
    connect(field, &QCheckBox::toggled, this,
        [this, value](bool on) { draft()->change([&](Plan &plan) { plan.*value = on; }); });
    return field;
}

QLineEdit *OptionsStep::text(
    QFormLayout *form, const QString &name, const QString &placeholder, const QString &hint, QString Plan::*value)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(placeholder);
    addRow(form, name, field, hint);
    m_show.append([field, value](const Plan &plan) {
        if (field->text() != plan.*value)
            field->setText(plan.*value);
    });
    connect(field, &QLineEdit::textEdited, this, [this, value](const QString &text) {
        draft()->change([&](Plan &plan) { plan.*value = text.trimmed(); });
        Q_EMIT changed();
    });
    return field;
}

template <class T>
QComboBox *OptionsStep::choice(QFormLayout *form, const QString &name, const QString &hint, T Plan::*value,
    const QList<std::pair<QString, T>> &words)
{
    auto *field = new QComboBox;
    for (const auto &[word, meaning] : words)
        field->addItem(word, static_cast<int>(meaning));
    addRow(form, name, field, hint);
    m_show.append([field, value](const Plan &plan) {
        const QSignalBlocker quiet(field);
        field->setCurrentIndex(field->findData(static_cast<int>(plan.*value)));
    });
    connect(field, &QComboBox::currentIndexChanged, this, [this, field, value] {
        draft()->change([&](Plan &plan) { plan.*value = static_cast<T>(field->currentData().toInt()); });
    });
    return field;
}

void OptionsStep::makeCopySection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("While it copies"));
    number(
        form, tr("Documents at most"), tr("docs/s"), 0, 10e6, 0, tr("no limit"),
        tr("Keeps load off both clusters. Can be changed while it runs."),
        [](const Plan &plan) { return plan.documentsPerSecond; },
        [](Plan &plan, double value) { plan.documentsPerSecond = value; });
    number(
        form, tr("Bytes at most"), tr("MB/s"), 0, 100e3, 1, tr("no limit"),
        tr("Keeps load off the network. Can be changed while it runs."),
        [](const Plan &plan) { return plan.megabytesPerSecond; },
        [](Plan &plan, double value) { plan.megabytesPerSecond = value; });
    auto *hours = new QuietHoursEditor;
    auto *hoursName = new TextLabel(tr("Quiet hours"), FontRole::Body);
    hoursName->setMinimumWidth(labelWidth);
    hoursName->setMinimumHeight(28);
    form->addRow(hoursName, hours);
    m_show.append([hours](const Plan &plan) { hours->setHours(plan.quietHours); });
    connect(hours, &QuietHoursEditor::changed, this,
        [this, hours] { draft()->change([hours](Plan &plan) { plan.quietHours = hours->hours(); }); });
    choice<OnSourceDelete>(form, tr("A source index is deleted"),
        tr("What an index that vanishes meanwhile means. Its copy stays on the target in both cases."),
        &Plan::onSourceDelete,
        {{tr("Report a finding"), OnSourceDelete::Finding}, {tr("Say nothing"), OnSourceDelete::Keep}});
    number(
        form, tr("Give up after"), tr("days"), 0.01, 3650, 2, {},
        tr("A migration that is not finished by then stops. It can be resumed."),
        [](const Plan &plan) { return plan.expireDays; }, [](Plan &plan, double value) { plan.expireDays = value; });
}

void OptionsStep::makeCutoverSection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("Cutover"));
    number(
        form, tr("Lag limit"), tr("s"), 0.1, 86'400, 1, {},
        tr("Below this lag the cutover is offered, and you are told."),
        [](const Plan &plan) { return plan.lagLimitSeconds; },
        [](Plan &plan, double value) { plan.lagLimitSeconds = value; });
    number(
        form, tr("Write pause at most"), tr("s"), 0.1, 86'400, 1, {},
        tr("A longer pause is given up: the source takes writes again and nothing is lost."),
        [](const Plan &plan) { return plan.pauseLimitSeconds; },
        [](Plan &plan, double value) { plan.pauseLimitSeconds = value; });
    choice<SourceAfter>(form, tr("Source after the cutover"),
        tr("Blocked keeps a forgotten writer from splitting the data. The block is lifted with one request."),
        &Plan::sourceAfter,
        {{tr("Stays blocked for writes"), SourceAfter::Blocked}, {tr("Takes writes again"), SourceAfter::Writable}});
    m_aliases = flag(form, tr("Carry aliases"),
        tr("Makes the source's aliases on the target, all in one request at the cutover."), &Plan::aliases);
    flag(form, tr("Accept findings"),
        tr("Cuts over also when the target rejected documents. They are kept in a file and can be replayed."),
        &Plan::acceptFindings);
}

void OptionsStep::makeNoticeSection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("Tell me when the cutover can begin"));
    text(form, tr("Webhook"), tr("https://…"), tr("Gets one POST with the migration and its lag. No secret is sent."),
        &Plan::webhook);
    text(form, tr("Mail command"), tr("mail -s Godwit ops@example.com"),
        tr("Runs once on this machine, with the text on standard input."), &Plan::mailCommand);
}

void OptionsStep::optionNumber(QFormLayout *form, const QString &key, const QString &name, const QString &unit,
    double factor, int decimals, double standard, double least, double most, const QString &hint)
{
    number(
        form, name, unit, least, most, decimals, {}, hint,
        [key, factor, standard](
            const Plan &plan) { return plan.options.value(key).toDouble(standard * factor) / factor; },
        [key, factor, standard](Plan &plan, double value) {
            const double whole = std::round(value * factor * 1'000) / 1'000; // a spin box may say 3.9999999999999996
            if (whole == standard * factor)
                plan.options.remove(key);
            else
                plan.options.insert(key, whole);
        });
}

void OptionsStep::makeSnapshotSection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("Snapshots"));
    m_snapshots = new SnapshotForm;
    form->addRow(m_snapshots);
    m_show.append([this, card = form->parentWidget()](const Plan &plan) {
        card->setVisible(bySnapshots(plan));
        if (bySnapshots(plan))
            showSnapshots(plan);
    });
    SnapshotShelf *shelf = draft()->shelf();
    connect(shelf, &SnapshotShelf::changed, this, &OptionsStep::offerShelf);
    connect(m_snapshots, &SnapshotForm::repositoryChosen, this, [this, shelf](const QString &repository) {
        if (draft()->plan().method == QLatin1String("restore"))
            shelf->askSnapshots(draft()->plan(), repository);
    });
    connect(m_snapshots, &SnapshotForm::changed, this, [this] {
        if (!bySnapshots(draft()->plan()))
            return;
        draft()->change([this](Plan &plan) { plan.options = m_snapshots->options(); });
        Q_EMIT changed();
    });
}

void OptionsStep::showSnapshots(const Plan &plan)
{
    m_snapshots->setOptions(plan.options, plan.method == QLatin1String("restore"));
    m_snapshots->setPlaceFixed(plan.method == QLatin1String("restore")); // it decides what could be ticked
    qint64 bytes = 0;
    for (const IndexSummary &index : draft()->tree()->picked()) {
        if (bytes >= 0)
            bytes = index.primaryBytes < 0 ? -1 : bytes + index.primaryBytes;
    }
    m_snapshots->setBytes(bytes);
    draft()->shelf()->askRepositories(plan);
    offerShelf();
}

void OptionsStep::offerShelf()
{
    const Plan plan = draft()->plan();
    if (!bySnapshots(plan) || !isVisible())
        return;
    SnapshotShelf *shelf = draft()->shelf();
    m_snapshots->offerRepositories(shelf->repositories().value);
    m_snapshots->offerSnapshots(shelf->snapshots().value);
    QString state = shelf->stateText();
    if (state.isEmpty() && plan.method == QLatin1String("restore"))
        state = draft()->withoutSource() ? tr("Chosen in step 1, as the source.")
                                         : tr("Chosen in step 2, with what to move.");
    m_snapshots->setListState(state);
    if (plan.method == QLatin1String("restore") && shelf->repositories().state == Loading::Ready
        && shelf->snapshots().state == Loading::Nothing)
        shelf->askSnapshots(plan, m_snapshots->nameField()->text().trimmed());
}

//! Keys of the live copy.
void OptionsStep::makeMethodSection(QVBoxLayout *into)
{
    QFormLayout *form = section(into, tr("Live copy"));
    showFor({QStringLiteral("live-copy")});
    auto *version = new QComboBox;
    version->addItem(tr("By sequence number"), QStringLiteral("seq_no"));
    version->addItem(tr("Keep _version"), QStringLiteral("source"));
    addRow(form, tr("Version of documents"), version,
        tr("Keep _version only for clients that bring their own versions: a document that is deleted and made again "
           "can then come out wrong."));
    m_show.append([version](const Plan &plan) {
        const QSignalBlocker quiet(version);
        const QString kept = plan.options.value(QLatin1String("version")).toString(QStringLiteral("seq_no"));
        version->setCurrentIndex(std::max(0, version->findData(kept)));
    });
    connect(version, &QComboBox::currentIndexChanged, this, [this, version] {
        draft()->change([version](Plan &plan) {
            if (version->currentIndex() == 0)
                plan.options.remove(QStringLiteral("version"));
            else
                plan.options.insert(QStringLiteral("version"), version->currentData().toString());
        });
    });
    optionNumber(form, QStringLiteral("readers"), tr("Readers"), tr("threads"), 1, 0, 4, 1, 64,
        tr("Searches at a time on the source. More is faster where the source has cores to spare."));
    optionNumber(form, QStringLiteral("writers"), tr("Writers"), tr("threads"), 1, 0, 2, 1, 64,
        tr("Bulk requests at a time on the target."));
    optionNumber(form, QStringLiteral("page_documents"), tr("Documents a search"), tr("docs"), 1, 0, 4'000, 1, 9'000,
        tr("Most documents of one search answer."));
    optionNumber(form, QStringLiteral("page_bytes"), tr("Bytes a search"), tr("MB"), 1e6, 1, 4, 0.1, 100,
        tr("Wanted size of one search answer."));
    optionNumber(form, QStringLiteral("queue_bytes"), tr("Queue"), tr("MB"), 1e6, 1, 24, 0.1, 4'000,
        tr("Documents in memory between readers and writers. This bounds the memory that Godwit needs."));
    optionNumber(form, QStringLiteral("queue_documents"), tr("Queue"), tr("docs"), 1, 0, 4'000, 1, 1e9,
        tr("Documents under way at most: what a crash makes read again."));
    optionNumber(form, QStringLiteral("round_seconds"), tr("A look at the source every"), tr("s"), 1, 2, 1, 0.05, 3600,
        tr("Shorter is less lag and more requests."));
    optionNumber(form, QStringLiteral("patience_seconds"), tr("Wait for a server that is away"), tr("s"), 1, 0, 600, 0,
        1e7, tr("After this time the job stops and can be resumed."));
}

} // namespace godwit
