// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/selectstep.h"

#include "models/formats.h"
#include "models/selectiontreemodel.h"
#include "widgets/columnscroll.h"
#include "widgets/dialogs.h"
#include "widgets/flowlayout.h"
#include "widgets/migrationoptionsdialog.h"
#include "widgets/pairinfo.h"
#include "widgets/panes.h"
#include "widgets/textscale.h"
#include "widgets/wizard/methodpanel.h"
#include "widgets/wizard/renamerules.h"
#include "widgets/wizard/selectiontree.h"
#include "widgets/wizard/snapshotpicker.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int sideWidth = 312;

QString shortened(const QStringList &patterns)
{
    constexpr int most = 6;
    QString text = patterns.mid(0, most).join(QStringLiteral(", "));
    if (patterns.size() > most)
        text += QStringLiteral(", …");
    return text;
}

bool arePatterns(const QStringList &entries)
{
    return std::any_of(entries.begin(), entries.end(), [](const QString &entry) {
        return entry.contains(u'*') || entry.contains(u'?') || entry == QLatin1String("_all");
    });
}

//! What the plan takes and what it leaves out.
QString rulesText(const QStringList &entries)
{
    QStringList taken;
    QStringList leftOut;
    for (const QString &entry : entries) {
        if (entry.startsWith(u'-'))
            leftOut.append(entry.mid(1));
        else
            taken.append(entry);
    }
    return leftOut.isEmpty()
        ? SelectStep::tr("The plan takes %1. Indices that match later move too.").arg(shortened(taken))
        : SelectStep::tr("The plan takes %1 and leaves out %2. Indices that match later move too.")
              .arg(shortened(taken), shortened(leftOut));
}

} // namespace

SelectStep::SelectStep(MigrationDraft *draft, QWidget *parent)
    : WizardStep(draft, parent)
    , m_model(draft->tree())
    , m_filter(new QLineEdit)
    , m_matches(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_filterNote(new IconText)
    , m_system(new QCheckBox(tr("System and hidden")))
    , m_tick(makeButton(tr("Tick matches")))
    , m_untick(makeButton(tr("Untick all")))
    , m_rules(new RenameRules)
    , m_tree(new SelectionTree)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(QStringLiteral("database"), {}, {}, tr("Try again")))
    , m_noMatch(new EmptyState(QStringLiteral("list-filter"), {}, {}, tr("Clear filter")))
    , m_totals(new TextLabel(FontRole::Body))
    , m_hidden(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_showTicked(makeButton(tr("Show ticked"), {}, "flat"))
    , m_kept(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_existing(new QComboBox)
    , m_methods(new MethodPanel)
    , m_fit(new FitPanel)
    , m_picker(new SnapshotPicker(draft, Qt::Horizontal))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *panes = new Panes;
    auto *card = new Card;
    makeTop(card->body());
    card->addLine();
    card->body()->addLayout(m_stack, 1);
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(tr("What to move"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_noMatch);
    card->addLine();
    makeFoot(card->body());
    panes->addMain(card);
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_methods);
    column->addWidget(m_fit);
    auto *kinds = makeButton(tr("All kinds of data…"), {}, "flat");
    kinds->setToolTip(tr("What can move between these clusters, and by which way"));
    column->addWidget(kinds, 0, Qt::AlignLeft);
    column->addStretch();
    connect(kinds, &QPushButton::clicked, this, [this] { showMigrationOptions(this->draft(), this); });
    panes->addSide(new ColumnScroll(side, 200), sideWidth);
    layout->addWidget(panes);

    connect(m_model, &SelectionTreeModel::changed, this, &SelectStep::showFigures);
    connect(m_model, &SelectionTreeModel::shownChanged, this, [this] {
        showState();
        showCounts();
    });
    connect(draft, &MigrationDraft::catalogueChanged, this, [this] {
        showState();
        showFigures();
    });
    connect(draft, &MigrationDraft::sampleChanged, this, &SelectStep::showFigures);
    connect(m_methods, &MethodPanel::chosen, this, [this](const QString &method) {
        this->draft()->setMethod(method);
        showPicker();
        this->draft()->load(PairSide::Source);
    });
    connect(m_picker, &SnapshotPicker::chosen, this, [this] {
        showState();
        Q_EMIT changed();
    });
    connect(m_empty->button(), &QPushButton::clicked, this, [this] { this->draft()->load(PairSide::Source, true); });
    connect(m_noMatch->button(), &QPushButton::clicked, m_filter, &QLineEdit::clear);
    showState();
    showFigures();
}

void SelectStep::makeTop(QVBoxLayout *layout)
{
    auto *snapshot = new QVBoxLayout;
    snapshot->setContentsMargins(8, 8, 8, 0);
    snapshot->addWidget(m_picker);
    layout->addLayout(snapshot);
    m_picker->hide();
    auto *lines = new FlowLayout(true);
    lines->setContentsMargins(8, 8, 8, 0);
    auto *wanted = new QWidget;
    auto *top = new QHBoxLayout(wanted);
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(8);
    m_filter->setPlaceholderText(tr("Filter: order*, cust*, -*test*"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setToolTip(
        tr("Names, wildcards (* and ?) or /regular expressions/, separated by commas. A minus in front "
           "leaves out."));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    setTextWidth(m_filter, 230);
    m_system->setToolTip(tr("Shows hidden, dot and system indices. They move only when they are ticked one by one."));
    m_system->setAccessibleName(m_system->text());
    top->addWidget(m_filter);
    top->addWidget(m_matches);
    lines->addWidget(wanted);
    auto *ticks = new QWidget;
    auto *buttons = new QHBoxLayout(ticks);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_system);
    buttons->addWidget(m_tick);
    buttons->addWidget(m_untick);
    lines->addWidget(ticks);
    layout->addLayout(lines);
    m_filterNote->label()->setWordWrap(true);
    m_filterNote->setContentsMargins(10, 5, 8, 0);
    m_filterNote->hide();
    layout->addWidget(m_filterNote);
    auto *names = new QHBoxLayout;
    names->setContentsMargins(8, 7, 8, 8);
    names->addWidget(m_rules);
    layout->addLayout(names);
    connect(m_filter, &QLineEdit::textChanged, m_model, &SelectionTreeModel::setFilter);
    connect(m_system, &QCheckBox::toggled, m_model, &SelectionTreeModel::setShowSystem);
    connect(m_tick, &QPushButton::clicked, m_model, &SelectionTreeModel::tickMatches);
    connect(m_untick, &QPushButton::clicked, m_model, &SelectionTreeModel::untickAll);
    connect(m_rules, &RenameRules::edited, this, [this] { m_model->setRename(m_rules->rules()); });
}

void SelectStep::makeFoot(QVBoxLayout *layout)
{
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 7, 10, 7);
    foot->setSpacing(3);
    auto *lines = new FlowLayout(true);
    lines->addWidget(m_totals);
    auto *choice = new QWidget;
    auto *first = new QHBoxLayout(choice);
    first->setContentsMargins(0, 0, 0, 0);
    first->setSpacing(10);
    auto *label = new TextLabel(tr("If an index exists there"), FontRole::Body, TextColor::Secondary);
    label->setBuddy(m_existing);
    first->addWidget(label);
    first->addWidget(m_existing);
    lines->addWidget(choice);
    foot->addLayout(lines);
    auto *second = new QHBoxLayout;
    second->setSpacing(10);
    m_kept->setElided(true);
    second->addWidget(m_kept, 1);
    second->addWidget(m_hidden);
    m_showTicked->setProperty("low", true);
    m_showTicked->setCheckable(true);
    second->addWidget(m_showTicked);
    foot->addLayout(second);
    m_existing->addItem(tr("Refuse to start"), static_cast<int>(ExistingTarget::Refuse));
    m_existing->addItem(tr("Append to it"), static_cast<int>(ExistingTarget::Append));
    m_existing->addItem(icon(QStringLiteral("triangle-alert"), IconColor::Warning), tr("Replace it"),
        static_cast<int>(ExistingTarget::Replace));
    m_existing->setAccessibleName(tr("If an index exists on the target"));
    m_existing->setToolTip(
        tr("Refuse: nothing is touched. Append: documents of the same id are overwritten. Replace: the "
           "index and all it holds are deleted first."));
    layout->addLayout(foot);
    connect(m_existing, &QComboBox::activated, this, [this] {
        draft()->change(
            [this](Plan &plan) { plan.existing = static_cast<ExistingTarget>(m_existing->currentData().toInt()); });
    });
    connect(m_showTicked, &QPushButton::toggled, m_model, &SelectionTreeModel::setOnlyTicked);
}

QString SelectStep::title() const
{
    return tr("What to move");
}

QWidget *SelectStep::firstField() const
{
    return m_filter;
}

QWidget *SelectStep::fieldFor(PreflightFix fix, const QString &)
{
    if (fix == PreflightFix::Rename)
        return m_rules->fromEdit(0);
    return fix == PreflightFix::ExistingTarget ? static_cast<QWidget *>(m_existing) : m_filter;
}

void SelectStep::enter()
{
    for (const PairSide side : {PairSide::Source, PairSide::Target})
        draft()->load(side);
    showPicker();
    m_rules->setRules(m_model->renameRules());
    m_existing->setCurrentIndex(m_existing->findData(static_cast<int>(draft()->plan().existing)));
    showState();
    showFigures();
}

//! A restore ticks what its snapshot holds, so that is chosen here.
void SelectStep::showPicker()
{
    const bool wanted = draft()->choosesSnapshotToTick();
    m_picker->setVisible(wanted);
    if (wanted)
        m_picker->refresh();
    showState();
}

//! Why there is nothing to tick yet.
void SelectStep::sayAsked()
{
    const bool snapshot = draft()->choosesSnapshotToTick();
    const auto &there = draft()->selectable();
    const bool failed = there.state == Loading::Failed;
    const QString missing = snapshot ? m_picker->obstacle() : QString();
    if (failed)
        m_empty->setText(
            snapshot ? tr("The snapshot can't be read") : tr("The source does not answer"), there.error.summary);
    else if (!missing.isEmpty())
        m_empty->setText(missing, tr("What its snapshot holds is ticked here, not what the source has now."));
    else
        m_empty->setText(snapshot ? tr("The snapshot is being read") : tr("The source is being asked"),
            snapshot ? tr("Indices, with their sizes.") : tr("Indices, data streams, aliases and templates."));
    m_empty->button()->setVisible(failed);
    m_stack->setCurrentWidget(m_empty);
}

//! Tree, or why there is none.
void SelectStep::showState()
{
    if (draft()->selectable().state != Loading::Ready) {
        sayAsked();
    } else if (m_model->total() == 0) {
        m_empty->setText(
            draft()->choosesSnapshotToTick() ? tr("The snapshot has no index") : tr("The source has no index"),
            tr("Hidden and system indices are left out. Tick \"System and "
               "hidden\" to see them."));
        m_empty->button()->show();
        m_stack->setCurrentWidget(m_empty);
    } else if (m_model->matches() == 0 && m_model->filtered() && !m_filter->text().isEmpty()) {
        m_noMatch->setText(
            tr("No index matches %1").arg(m_filter->text()), tr("A minus in front of a pattern leaves out."));
        m_stack->setCurrentWidget(m_noMatch);
    } else {
        m_stack->setCurrentWidget(m_tree);
    }
}

//! What another filter changes; called for each keystroke.
void SelectStep::showCounts()
{
    const TickedTotals totals = m_model->totals();
    showFilter();
    m_matches->setText(m_model->filtered()
            ? tr("%1 of %2 match").arg(formats::count(m_model->matches()), formats::count(m_model->total()))
            : tr("%n indices", nullptr, m_model->total()));
    m_totals->setText(tr("%1, %2   %3 documents, %4")
                          .arg(tr("%n index(es)", nullptr, totals.indices), tr("%n alias(es)", nullptr, totals.aliases),
                              formats::shortCount(totals.documents), formats::bytes(totals.bytes)));
    m_hidden->setText(tr("%n ticked, hidden by the filter", nullptr, totals.hiddenByFilter));
    m_hidden->setVisible(totals.hiddenByFilter > 0);
    m_showTicked->setVisible(totals.hiddenByFilter > 0 || m_showTicked->isChecked());
}

void SelectStep::showFilter()
{
    const QString fault = m_model->filterFault();
    if (fault.isEmpty())
        m_filterNote->setContent(QStringLiteral("list-filter"), m_model->filterSentence(), IconColor::Secondary, false);
    else
        m_filterNote->setContent(QStringLiteral("circle-x"), fault, IconColor::Error);
    m_filterNote->setVisible(!filterNote().isEmpty());
    m_filter->setAccessibleDescription(filterNote());
}

QString SelectStep::filterNote() const
{
    return m_filterNote->label()->text();
}

void SelectStep::showFigures()
{
    showCounts();
    const QStringList entries = m_model->selection().indices;
    m_kept->setText(entries.isEmpty() ? tr("Nothing is ticked.")
            : arePatterns(entries)    ? rulesText(entries)
                                      : tr("The plan keeps these names. Indices that are made later stay."));
    m_methods->setAdvice(draft()->advice(), draft()->plan().method);
    // They come later than all else; the Tab key shall find them where they stand.
    QWidget *before = m_showTicked;
    for (QAbstractButton *button : m_methods->group()->buttons()) {
        setTabOrder(before, button);
        before = button;
    }
    m_fit->setFit(draft()->fit(), draft()->catalogue(PairSide::Target).state == Loading::Ready);
    showNames();
    Q_EMIT changed();
}

void SelectStep::showNames()
{
    const RenameOutcome &outcome = m_model->renameOutcome();
    const QString fault = m_rules->fault();
    const bool known = draft()->catalogue(PairSide::Target).state == Loading::Ready;
    if (!fault.isEmpty())
        m_rules->setOutcome(QStringLiteral("octagon-alert"), tr("Rule can't be used"), IconColor::Error, fault);
    else if (!outcome.collisions.isEmpty())
        m_rules->setOutcome(QStringLiteral("octagon-alert"),
            tr("%n collision(s)", nullptr, int(outcome.collisions.size())), IconColor::Error,
            outcome.collisions.join(u'\n'));
    else if (outcome.changed > 0)
        m_rules->setOutcome(QStringLiteral("check"), tr("%n name(s) change, no collision", nullptr, outcome.changed),
            IconColor::Ok, {});
    else
        m_rules->setOutcome({}, {}, IconColor::Secondary, {});
    const ExistingTarget existing = draft()->plan().existing;
    if (!outcome.collisions.isEmpty())
        m_fit->setNames(CheckState::Blocker, tr("%n collision(s)", nullptr, int(outcome.collisions.size())));
    else if (outcome.existing > 0)
        m_fit->setNames(existing == ExistingTarget::Refuse ? CheckState::Blocker : CheckState::Warning,
            tr("%n exist there", nullptr, outcome.existing));
    else
        m_fit->setNames(CheckState::Pass, known ? tr("no collision") : QString());
    sayExisting();
}

//! Replacing deletes: it looks like it.
void SelectStep::sayExisting()
{
    const bool replaces = static_cast<ExistingTarget>(m_existing->currentData().toInt()) == ExistingTarget::Replace;
    QPalette palette = this->palette();
    if (replaces) {
        palette.setColor(QPalette::ButtonText, Theme::tokens().warning);
        palette.setColor(QPalette::Text, Theme::tokens().warning);
    }
    m_existing->setPalette(palette);
}

bool SelectStep::isObstacleError() const
{
    return draft()->selectable().state == Loading::Failed || m_model->totals().indices > 0;
}

QString SelectStep::obstacle() const
{
    const bool snapshot = draft()->choosesSnapshotToTick();
    if (const QString missing = snapshot ? m_picker->obstacle() : QString(); !missing.isEmpty())
        return missing;
    const Loading state = draft()->selectable().state;
    if (state == Loading::Failed)
        return snapshot ? tr("The snapshot can't be read") : tr("The source does not answer");
    if (state != Loading::Ready)
        return snapshot ? tr("The snapshot is being read") : tr("The source is being asked");
    if (m_model->totals().indices == 0)
        return tr("Tick at least one index");
    if (!m_rules->fault().isEmpty())
        return tr("A rename rule can't be used");
    const RenameOutcome &outcome = m_model->renameOutcome();
    if (!outcome.collisions.isEmpty())
        return outcome.collisions.first();
    if (outcome.existing > 0 && draft()->plan().existing == ExistingTarget::Refuse)
        return tr("%n name(s) exist on the target", nullptr, outcome.existing);
    const QList<MethodAdvice> advice = draft()->advice();
    if (!advice.isEmpty()
        && std::none_of(advice.begin(), advice.end(), [](const MethodAdvice &each) { return each.possible; }))
        return tr("No method can move this pair");
    return {};
}

void SelectStep::confirmNext(const std::function<void()> &go)
{
    const QStringList taken = m_model->takenTargets();
    if (taken.isEmpty() || draft()->plan().existing != ExistingTarget::Replace) {
        go();
        return;
    }
    const auto &target = draft()->catalogue(PairSide::Target).value;
    qint64 documents = 0;
    for (const QString &name : taken) {
        if (const IndexSummary *index = target.find(name))
            documents += std::max<qint64>(0, index->documents);
    }
    auto *dialog = new ReplaceDialog(draft()->endpoint(PairSide::Target), taken, documents, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [go] { go(); });
    dialog->open();
}

} // namespace godwit
