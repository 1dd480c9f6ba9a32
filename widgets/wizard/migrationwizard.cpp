// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/migrationwizard.h"

#include "widgets/clipboard.h"
#include "widgets/flowlayout.h"
#include "widgets/pagestack.h"
#include "widgets/pairinfo.h"
#include "widgets/wizard/checkstep.h"
#include "widgets/wizard/mappingstep.h"
#include "widgets/wizard/optionsstep.h"
#include "widgets/wizard/pairstep.h"
#include "widgets/wizard/reviewstep.h"
#include "widgets/wizard/selectstep.h"
#include "widgets/wizard/stepbar.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QMessageBox>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! A word that a shell reads as one.
QString quoted(const QString &text)
{
    return QString(u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'');
}

QString fileNameOf(const QString &name)
{
    QString safe;
    for (const QChar c : name.toLower())
        safe += c.isLetterOrNumber() ? c : u'-';
    return QString((safe.isEmpty() ? QStringLiteral("plan") : safe) + QStringLiteral(".json"));
}

} // namespace

MigrationWizard::MigrationWizard(ProfileStore profiles, MigrationDesk *desk, QWidget *parent)
    : QWidget(parent)
    , m_draft(new MigrationDraft(desk, this))
    , m_stack(new PageStack)
    , m_arrow(new TextLabel(arrowText(), FontRole::Body, TextColor::Secondary))
    , m_obstacle(new IconText)
    , m_save(makeButton(tr("Save plan…"), QStringLiteral("save")))
    , m_copy(makeButton(tr("Copy as command"), QStringLiteral("terminal"), "flat"))
    , m_cancel(makeButton(tr("Cancel")))
    , m_back(makeButton(tr("Back")))
    , m_next(makeButton(tr("Next"), {}, "primary"))
{
    auto *pair = new PairStep(m_draft, std::move(profiles));
    auto *check = new CheckStep(m_draft);
    auto *mappings = new MappingStep(m_draft);
    m_steps = {pair, new SelectStep(m_draft), new OptionsStep(m_draft), mappings, check, new ReviewStep(m_draft)};
    QStringList titles;
    for (WizardStep *step : m_steps) {
        titles.append(step->title());
        m_stack->addWidget(step);
        connect(step, &WizardStep::changed, this, &MigrationWizard::updateFoot);
    }
    m_bar = new StepBar(titles);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 11, 0, 0);
    layout->setSpacing(0);
    makeHead(layout);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(16, 10, 16, 12);
    middle->addWidget(m_stack);
    layout->addLayout(middle, 1);
    makeFoot(layout);
    connect(m_draft, &MigrationDraft::planChanged, this, [this] {
        updateHead();
        updateFoot();
        Q_EMIT changed();
    });
    connect(m_draft, &MigrationDraft::catalogueChanged, this, [this] {
        updateHead();
        updateFoot();
    });
    connect(m_bar, &StepBar::chosen, this, &MigrationWizard::showStep);
    connect(pair, &PairStep::connectionRequested, this, &MigrationWizard::connectionRequested);
    connect(check, &CheckStep::fixRequested, this, &MigrationWizard::fix);
    showStep(0);
}

MigrationWizard::~MigrationWizard()
{
    disconnect(m_draft, nullptr, this, nullptr);
}

void MigrationWizard::makeHead(QVBoxLayout *layout)
{
    auto *line = new FlowLayout(true);
    line->setContentsMargins(16, 0, 16, 8);
    line->addWidget(new TextLabel(tr("New migration"), FontRole::PageTitle));
    auto *pair = new QWidget;
    auto *head = new QHBoxLayout(pair);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(8);
    for (int side = 0; side < 2; ++side) {
        m_tags[side] = new EnvironmentTag;
        m_names[side] = new TextLabel(FontRole::CardTitle);
        m_versions[side] = new TextLabel(FontRole::Body, TextColor::Secondary);
        if (side == 1)
            head->addWidget(m_arrow);
        head->addWidget(m_tags[side]);
        head->addWidget(m_names[side]);
        head->addWidget(m_versions[side]);
    }
    line->addWidget(pair);
    layout->addLayout(line);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 0, 16, 0);
    bar->addWidget(m_bar);
    layout->addLayout(bar);
}

void MigrationWizard::makeFoot(QVBoxLayout *layout)
{
    layout->addWidget(makeLine(Qt::Horizontal));
    auto *lines = new FlowLayout(true);
    lines->setContentsMargins(16, 11, 16, 10);
    auto *side = new QWidget;
    auto *left = new QHBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(8);
    left->addWidget(m_save);
    left->addWidget(m_copy);
    lines->addWidget(side);
    lines->addWidget(m_obstacle);
    auto *steps = new QWidget;
    auto *foot = new QHBoxLayout(steps);
    foot->setContentsMargins(8, 0, 0, 0);
    foot->setSpacing(8);
    foot->addWidget(m_cancel);
    auto *line = makeLine(Qt::Vertical);
    line->setFixedHeight(20);
    foot->addSpacing(3);
    foot->addWidget(line);
    foot->addSpacing(3);
    foot->addWidget(m_back);
    foot->addWidget(m_next);
    lines->addWidget(steps);
    layout->addLayout(lines);
    m_back->setToolTip(tr("Alt+Left. Nothing is lost."));
    m_next->setToolTip(tr("Alt+Right"));
    connect(m_save, &QPushButton::clicked, this, &MigrationWizard::savePlan);
    connect(m_copy, &QPushButton::clicked, this, &MigrationWizard::copyCommand);
    connect(m_cancel, &QPushButton::clicked, this, &MigrationWizard::closeRequested);
    connect(m_back, &QPushButton::clicked, this, &MigrationWizard::back);
    connect(m_next, &QPushButton::clicked, this, &MigrationWizard::next);
    const auto shortcut = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, slot);
    };
    shortcut(tr("Wizard: back"), QKeySequence(Qt::ALT | Qt::Key_Left), &MigrationWizard::back);
    shortcut(tr("Wizard: next"), QKeySequence(Qt::ALT | Qt::Key_Right), &MigrationWizard::next);
    shortcut(tr("Save plan"), QKeySequence::Save, &MigrationWizard::savePlan);
}

void MigrationWizard::setPlan(const Plan &plan, const QString &file)
{
    m_file = file;
    m_saved = plan.toJson();
    m_draft->setPlan(plan);
    static_cast<PairStep *>(m_steps.first())->showPlan();
    m_farthest = 0;
    showStep(0);
}

Plan MigrationWizard::plan() const
{
    return m_draft->plan();
}

void MigrationWizard::refreshProfiles()
{
    static_cast<PairStep *>(m_steps.first())->refreshProfiles();
}

QString MigrationWizard::obstacle() const
{
    return m_steps.at(m_step)->obstacle();
}

//! Steps behind one that is not complete can't be shown.
int MigrationWizard::reached() const
{
    int last = 0;
    while (last < m_farthest && m_steps.at(last)->obstacle().isEmpty())
        ++last;
    return std::max(last, m_step);
}

void MigrationWizard::showStep(int step)
{
    if (step < 0 || step >= m_steps.size())
        return;
    m_step = step;
    m_farthest = std::max(m_farthest, step);
    m_stack->setCurrentWidget(m_steps.at(step));
    m_steps.at(step)->enter();
    updateHead();
    updateFoot();
    QWidget *field = m_steps.at(step)->firstField();
    if (!field || !isVisible())
        return;
    field->setFocus(Qt::OtherFocusReason);
    // What is typed takes the place of "no limit".
    if (auto *spin = qobject_cast<QAbstractSpinBox *>(field))
        spin->selectAll();
}

void MigrationWizard::fix(PreflightFix fix, const QString &index)
{
    const bool source = fix == PreflightFix::SourceConnection;
    if (source || fix == PreflightFix::TargetConnection) {
        const Endpoint endpoint = m_draft->endpoint(source ? PairSide::Source : PairSide::Target);
        // An address of the plan's own has no connection to edit.
        if (!endpoint.profile.isEmpty()) {
            Q_EMIT connectionEditRequested(endpoint.profile);
            return;
        }
    }
    showStep(fix == PreflightFix::Aliases || fix == PreflightFix::WriteBlock ? OptionsStepNumber
            : fix == PreflightFix::Mapping                                   ? MappingStepNumber
            : fix == PreflightFix::Selection || fix == PreflightFix::Rename || fix == PreflightFix::ExistingTarget
            ? SelectStepNumber
            : PairStepNumber);
    m_steps.at(m_step)->fieldFor(fix, index)->setFocus(Qt::OtherFocusReason);
}

void MigrationWizard::next()
{
    if (!obstacle().isEmpty())
        return;
    m_steps.at(m_step)->confirmNext([this] {
        if (m_step + 1 < m_steps.size()) {
            showStep(m_step + 1);
            return;
        }
        SessionInfo info;
        info.plan = plan();
        info.sourceVersion = m_versions[0]->text();
        info.targetVersion = m_versions[1]->text();
        Q_EMIT startRequested(info);
    });
}

void MigrationWizard::back()
{
    if (m_step > 0)
        showStep(m_step - 1);
}

void MigrationWizard::updateHead()
{
    for (const PairSide side : {PairSide::Source, PairSide::Target}) {
        const auto at = static_cast<int>(side);
        const Endpoint &endpoint = m_draft->endpoint(side);
        const auto &catalogue = m_draft->catalogue(side);
        m_tags[at]->setEnvironment(endpoint.environment);
        m_names[at]->setText(side == PairSide::Source ? sourceName(m_draft->plan())
                : endpoint.url.isEmpty()              ? QString()
                                                      : clusterName(endpoint));
        m_versions[at]->setText(catalogue.state == Loading::Ready
                ? QString(productName(catalogue.value.info.product) + u' ' + catalogue.value.info.version.toString())
                : QString());
    }
    m_arrow->setVisible(m_draft->hasPair());
}

void MigrationWizard::updateFoot()
{
    const QString reason = obstacle();
    const bool last = m_step + 1 == m_steps.size();
    m_next->setText(last ? tr("Start migration") : tr("Next: %1").arg(m_steps.at(m_step + 1)->title()));
    m_next->setAccessibleName(m_next->text());
    m_next->setAccessibleDescription(reason);
    m_next->setEnabled(reason.isEmpty());
    m_back->setEnabled(m_step > 0);
    m_obstacle->setVisible(!reason.isEmpty());
    const bool error = m_steps.at(m_step)->isObstacleError();
    if (!reason.isEmpty())
        m_obstacle->setContent(error ? QStringLiteral("octagon-alert") : QStringLiteral("info"), reason,
            error ? IconColor::Error : IconColor::Secondary);
    const bool complete = m_draft->hasPair() && !m_draft->plan().select.indices.isEmpty();
    m_save->setEnabled(complete);
    m_copy->setEnabled(complete);
    const QString why = complete ? QString() : tr("A plan needs a source, a target and at least one index.");
    m_save->setToolTip(why);
    m_copy->setToolTip(why);
    m_bar->setCurrent(m_step, reached());
}

void MigrationWizard::savePlan()
{
    if (!m_save->isEnabled())
        return;
    auto *dialog = new QFileDialog(this, tr("Save plan"),
        m_file.isEmpty() ? QDir::home().filePath(fileNameOf(plan().name)) : m_file, tr("Plans (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const auto saved = plan().save(path); !saved) {
            auto *box = new QMessageBox(
                QMessageBox::NoIcon, tr("The plan is not saved"), saved.error().summary, QMessageBox::Close, this);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
            return;
        }
        m_file = path;
        m_saved = plan().toJson();
        updateFoot();
    });
    dialog->open();
}

void MigrationWizard::copyPlan()
{
    copyText(QString::fromUtf8(QJsonDocument(plan().toJson()).toJson(QJsonDocument::Indented)));
}

QString MigrationWizard::command() const
{
    if (!m_file.isEmpty() && m_saved == plan().toJson())
        return QString(QStringLiteral("godwit run ") + quoted(m_file));
    // Without a file the plan goes along: one line that can be pasted anywhere.
    const QByteArray json = QJsonDocument(plan().toJson()).toJson(QJsonDocument::Compact);
    return QStringLiteral("printf %s %1 > plan.json && godwit run plan.json").arg(quoted(QString::fromUtf8(json)));
}

void MigrationWizard::copyCommand()
{
    if (m_copy->isEnabled())
        copyText(command());
}

} // namespace godwit
