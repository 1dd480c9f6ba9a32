// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/reviewstep.h"

#include "models/formats.h"
#include "models/selectiontreemodel.h"
#include "widgets/clipboard.h"
#include "widgets/columnscroll.h"
#include "widgets/confirmwrite.h"
#include "widgets/pairinfo.h"
#include "widgets/panes.h"
#include "widgets/planpanel.h"
#include "widgets/wizard/cutovercard.h"
#include "widgets/wizard/requestscard.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int sideWidth = 344;

QStringList warningTexts(const PreflightReport &report)
{
    QStringList texts;
    for (const PreflightItem &item : report.items) {
        if (item.state == CheckState::Warning)
            texts.append(item.index.isEmpty() ? item.title : QString(item.title + QStringLiteral(": ") + item.index));
    }
    return texts;
}

QVBoxLayout *inside(Card *card, const QString &title)
{
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 12, 14, 14);
    inner->setSpacing(5);
    inner->addWidget(new TextLabel(title, FontRole::CardTitle));
    card->body()->addLayout(inner);
    return inner;
}

} // namespace

ReviewStep::ReviewStep(MigrationDraft *draft, QWidget *parent)
    : WizardStep(draft, parent)
    , m_plan(new PlanPanel)
    , m_cutover(new CutoverCard)
    , m_requests(new RequestsCard)
    , m_amount(new TextLabel(FontRole::Body))
    , m_duration(new TextLabel(FontRole::KeyFigure))
    , m_basis(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_pause(new TextLabel(FontRole::KeyFigure))
    , m_pauseBasis(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_notCarried(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_warningCard(new Card)
    , m_warningTitle(new TextLabel(FontRole::CardTitle))
    , m_warnings(new TextLabel(FontRole::Small))
    , m_accept(new QCheckBox)
    , m_copyPlan(makeButton(tr("Copy as plan"), QStringLiteral("copy")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *panes = new Panes;
    auto *before = new QWidget;
    auto *parts = new QVBoxLayout(before);
    parts->setContentsMargins(0, 0, 6, 0);
    parts->setSpacing(10);
    parts->addWidget(m_plan);
    parts->addWidget(m_cutover);
    parts->addWidget(m_requests);
    parts->addStretch();
    panes->addMain(new ColumnScroll(before, 240));
    auto *side = new QVBoxLayout;
    side->setSpacing(10);
    auto *time = new Card;
    QVBoxLayout *figures = inside(time, tr("How long it takes"));
    for (TextLabel *label : {m_amount, m_basis, m_pauseBasis, m_notCarried, m_warnings})
        label->setWordWrap(true);
    figures->addWidget(m_amount);
    figures->addWidget(m_duration);
    figures->addWidget(m_basis);
    figures->addSpacing(8);
    figures->addWidget(m_pause);
    figures->addWidget(m_pauseBasis);
    figures->addSpacing(8);
    figures->addWidget(m_notCarried);
    side->addWidget(time);
    auto *warned = new QVBoxLayout;
    warned->setContentsMargins(14, 12, 14, 14);
    warned->setSpacing(6);
    warned->addWidget(m_warningTitle);
    warned->addWidget(m_warnings);
    warned->addSpacing(4);
    warned->addWidget(m_accept);
    m_warningCard->body()->addLayout(warned);
    side->addWidget(m_warningCard);
    side->addWidget(m_copyPlan, 0, Qt::AlignLeft);
    side->addStretch();
    auto *column = new QWidget;
    column->setLayout(side);
    side->setContentsMargins(0, 0, 0, 0);
    panes->addSide(column, sideWidth);
    layout->addWidget(panes);
    connect(m_accept, &QCheckBox::toggled, this, [this](bool on) {
        m_accepted = on ? warningTexts(this->draft()->checked().value) : QStringList();
        Q_EMIT changed();
    });
    connect(m_copyPlan, &QPushButton::clicked, this, [this] {
        copyText(QString::fromUtf8(QJsonDocument(this->draft()->plan().toJson()).toJson(QJsonDocument::Indented)));
    });
    connect(draft, &MigrationDraft::sampleChanged, this, &ReviewStep::show);
    connect(draft, &MigrationDraft::checkChanged, this, &ReviewStep::show);
    connect(draft, &MigrationDraft::rehearsalChanged, this,
        [this] { m_requests->setRequests(this->draft()->rehearsed()); });
}

QString ReviewStep::title() const
{
    return tr("Review");
}

QWidget *ReviewStep::firstField() const
{
    return m_accept->isVisibleTo(this) ? static_cast<QWidget *>(m_accept) : m_copyPlan;
}

void ReviewStep::enter()
{
    draft()->check();
    draft()->sample();
    draft()->rehearse();
    show();
}

void ReviewStep::show()
{
    SessionInfo info;
    info.plan = draft()->plan();
    m_plan->setPlan(info);
    const TickedTotals totals = draft()->tree()->totals();
    m_amount->setText(tr("%1, %2 documents, %3")
                          .arg(tr("%n index(es)", nullptr, totals.indices), formats::count(totals.documents),
                              formats::bytes(totals.bytes)));
    for (const MethodAdvice &advice : draft()->advice()) {
        if (advice.id != info.plan.method)
            continue;
        m_duration->setText(advice.seconds >= 0 && advice.seconds < 1 ? tr("under 1 s")
                : advice.seconds < 0                                  ? formats::unknown()
                                     : tr("about %1").arg(formats::seconds(advice.seconds)));
        const Loading sample = draft()->sampled().state;
        m_basis->setText(sample == Loading::Asking ? tr("A sample of the source is being read.")
                : advice.basis.isEmpty()           ? tr("The size of an index is not known, so there is no estimate.")
                : advice.seconds < 0               ? tr("No estimate: %1").arg(advice.basis)
                                                   : tr("The base copy, %1").arg(advice.basis));
        m_pause->setText(advice.pauseSeconds < 0 ? formats::unknown()
                : advice.pauseSeconds == 0       ? tr("none")
                                                 : tr("about %1").arg(formats::seconds(advice.pauseSeconds)));
        m_pauseBasis->setText(tr("The write pause, %1.").arg(advice.pauseBasis));
        m_notCarried->setText(tr("Does not carry %1.").arg(advice.notCarried.join(QStringLiteral(", "))));
        m_notCarried->setVisible(!advice.notCarried.isEmpty());
        m_cutover->setAdvice(info.plan, advice);
    }
    QStringList texts = warningTexts(draft()->checked().value);
    const auto count = int(texts.size());
    m_warningCard->setVisible(count > 0);
    m_warningTitle->setText(tr("%n warning(s)", nullptr, count));
    constexpr int most = 10;
    const QStringList shown = texts.mid(0, most);
    m_warnings->setText(count > most ? QString(shown.join(u'\n') + u'\n' + tr("and %n more", nullptr, count - most))
                                     : shown.join(u'\n'));
    m_accept->setText(tr("I have read the warnings"));
    m_accept->setAccessibleName(m_accept->text());
    if (m_accepted != texts) {
        const QSignalBlocker quiet(m_accept);
        m_accept->setChecked(false);
        m_accepted.clear();
    }
    Q_EMIT changed();
}

int ReviewStep::warnings() const
{
    return int(warningTexts(draft()->checked().value).size());
}

void ReviewStep::confirmNext(const std::function<void()> &go)
{
    const Plan plan = draft()->plan();
    confirmWrite(plan.target,
        tr("The migration \"%1\" creates indices there and fills them from %2.").arg(plan.name, sourceName(plan)),
        tr("Start migration"), this, go);
}

QString ReviewStep::obstacle() const
{
    const auto &checked = draft()->checked();
    if (checked.state != Loading::Ready || !draft()->checkIsCurrent())
        return checked.state == Loading::Failed ? tr("The checks could not be made") : tr("The checks are running");
    if (checked.value.blocked())
        return tr("A blocker stops the start");
    if (warnings() > 0 && !m_accept->isChecked())
        return tr("Tick that you have read the warnings");
    return {};
}

} // namespace godwit
