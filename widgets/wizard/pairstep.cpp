// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/pairstep.h"

#include "models/formats.h"
#include "widgets/pairinfo.h"
#include "widgets/panes.h"
#include "widgets/textscale.h"
#include "widgets/wizard/snapshotpicker.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! No profile can have that name: names are trimmed.
const QString snapshotItem = QStringLiteral(" snapshot");

} // namespace

PairStep::PairStep(MigrationDraft *draft, ProfileStore profiles, QWidget *parent)
    : WizardStep(draft, parent)
    , m_profiles(std::move(profiles))
    , m_swap(makeButton({}, QStringLiteral("arrow-right-left")))
    , m_name(new QLineEdit)
    , m_note(new Note)
    , m_stack(new QStackedLayout(this))
{
    auto *form = new QWidget;
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *row = new Panes;
    for (const PairSide side : {PairSide::Source, PairSide::Target})
        m_sides[static_cast<int>(side)] = makeSide(side);
    m_swap->setAccessibleName(tr("Swap source and target"));
    m_swap->setToolTip(m_swap->accessibleName());
    row->addMain(m_sides[0].card);
    row->addSide(m_swap, 30);
    row->addMain(m_sides[1].card);
    layout->addWidget(row);
    auto *nameCard = new Card;
    auto *nameRow = new QHBoxLayout;
    nameRow->setContentsMargins(14, 12, 14, 12);
    nameRow->setSpacing(12);
    auto *label = new TextLabel(tr("Name"), FontRole::Body, TextColor::Secondary);
    label->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name of the migration"));
    m_name->setMaximumWidth(420);
    nameRow->addWidget(label);
    nameRow->addWidget(m_name, 1);
    auto *hint = new TextLabel(tr("How it is called in lists and reports."), FontRole::Small, TextColor::Secondary);
    hint->setWordWrap(true);
    nameRow->addWidget(hint, 1);
    nameCard->body()->addLayout(nameRow);
    layout->addWidget(nameCard);
    layout->addWidget(m_note);
    m_note->hide();
    layout->addStretch(1);
    auto *empty = new EmptyState(QStringLiteral("plug"), tr("No connection yet"),
        tr("A migration goes from one saved connection to another. Save both clusters first."), tr("New connection…"));
    m_stack->addWidget(form);
    m_stack->addWidget(empty);
    connect(empty->button(), &QPushButton::clicked, this, &PairStep::connectionRequested);
    connect(m_swap, &QPushButton::clicked, this, [this] {
        this->draft()->swapSides();
        showPlan();
        enter();
    });
    connect(m_name, &QLineEdit::textEdited, this,
        [this](const QString &text) { this->draft()->change([&](Plan &plan) { plan.name = text; }); });
    connect(draft, &MigrationDraft::catalogueChanged, this, [this](PairSide side) {
        showSide(side);
        showNote();
        Q_EMIT changed();
    });
    refreshProfiles();
}

PairStep::SideCard PairStep::makeSide(PairSide side)
{
    SideCard made{new Card, new QComboBox, new EnvironmentTag, new TextLabel(FontRole::Body, TextColor::Secondary),
        new IconText, new TextLabel(FontRole::Body, TextColor::Secondary), new Note,
        makeButton(tr("Try again"), QStringLiteral("refresh-cw"))};
    const QString title = side == PairSide::Source ? tr("Source") : tr("Target");
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 12, 14, 14);
    inner->setSpacing(8);
    inner->addWidget(new TextLabel(title, FontRole::CardTitle));
    auto *meaning = new TextLabel(side == PairSide::Source
            ? tr("The cluster that is in use. It is read, and stays as it is until the cutover.")
            : tr("The cluster that gets the indices. Only this one is written to."),
        FontRole::Small, TextColor::Secondary);
    meaning->setWordWrap(true);
    inner->addWidget(meaning);
    inner->addWidget(made.box);
    if (side == PairSide::Source) {
        m_picker = new SnapshotPicker(draft(), Qt::Vertical);
        inner->addWidget(m_picker);
        m_picker->setVisible(false);
        connect(m_picker, &SnapshotPicker::chosen, this, [this] {
            suggestName();
            Q_EMIT changed();
        });
    }
    auto *where = new QHBoxLayout;
    where->setSpacing(8);
    where->addWidget(made.tag);
    where->addWidget(made.address, 1);
    made.address->setElided(true);
    inner->addLayout(where);
    inner->addWidget(made.state);
    inner->addWidget(made.figures);
    inner->addWidget(made.failure);
    inner->addWidget(made.retry, 0, Qt::AlignLeft);
    inner->addStretch();
    made.card->body()->addLayout(inner);
    followFont(made.card, [card = made.card] { card->setMinimumSize(int(260 * textScale()), int(190 * textScale())); });
    made.state->label()->setWordWrap(true);
    made.figures->setWordWrap(true);
    made.box->setAccessibleName(title);
    made.box->setPlaceholderText(tr("Choose a connection"));
    made.failure->hide();
    made.retry->hide();
    connect(made.box, &QComboBox::activated, this, [this, side] { choose(side); });
    connect(made.retry, &QPushButton::clicked, this, [this, side] { draft()->load(side, true); });
    return made;
}

QString PairStep::title() const
{
    return tr("Source and target");
}

QWidget *PairStep::firstField() const
{
    return m_sides[0].box;
}

QWidget *PairStep::fieldFor(PreflightFix fix, const QString &)
{
    return box(fix == PreflightFix::SourceConnection ? PairSide::Source : PairSide::Target);
}

void PairStep::refreshProfiles()
{
    m_known = m_profiles.load();
    // A connection that was edited meanwhile is taken as it is now.
    for (const PairSide side : {PairSide::Source, PairSide::Target}) {
        for (const Profile &profile : std::as_const(m_known)) {
            Profile chosen = profile;
            chosen.endpoint = draft()->endpoint(side);
            if (profile.name() == chosen.name() && ProfileStore::toJson(profile) != ProfileStore::toJson(chosen))
                draft()->setEndpoint(side, profile.endpoint);
        }
    }
    showPlan();
}

void PairStep::showPlan()
{
    bool any = !m_known.isEmpty();
    for (const PairSide side : {PairSide::Source, PairSide::Target}) {
        const Endpoint &endpoint = draft()->endpoint(side);
        QComboBox *box = this->box(side);
        const QSignalBlocker quiet(box);
        box->clear();
        if (side == PairSide::Source)
            box->addItem(tr("A snapshot, without its cluster"), snapshotItem);
        for (const Profile &profile : std::as_const(m_known))
            box->addItem(profile.endpoint.environment.isEmpty()
                    ? profile.name()
                    : tr("%1 (%2)", "profile (environment)").arg(profile.name(), profile.endpoint.environment),
                profile.name());
        int row = endpoint.profile.isEmpty() ? -1 : box->findData(endpoint.profile);
        if (row < 0 && !endpoint.url.isEmpty()) {
            // A plan may bring an address that no profile has.
            box->addItem(tr("%1 (from the plan)").arg(clusterName(endpoint)), QString());
            row = box->count() - 1;
        }
        if (side == PairSide::Source && draft()->withoutSource())
            row = 0;
        box->setCurrentIndex(row);
        any = any || row >= 0;
        showSide(side);
    }
    m_stack->setCurrentIndex(any ? 0 : 1);
    m_name->setText(draft()->plan().name);
    showNote();
}

void PairStep::enter()
{
    if (m_known.isEmpty())
        refreshProfiles();
    for (const PairSide side : {PairSide::Source, PairSide::Target})
        draft()->load(side);
    if (draft()->withoutSource())
        m_picker->refresh();
}

void PairStep::choose(PairSide side)
{
    const QString name = box(side)->currentData().toString();
    if (side == PairSide::Source)
        chooseSource(name == snapshotItem);
    for (const Profile &profile : std::as_const(m_known)) {
        if (profile.name() != name)
            continue;
        draft()->setEndpoint(side, profile.endpoint);
        suggestName();
        draft()->load(side);
    }
    if (side == PairSide::Target && draft()->withoutSource()) {
        draft()->setEndpoint(PairSide::Source, {}); // the snapshots of another cluster are forgotten
        m_picker->refresh();
        draft()->load(PairSide::Source);
    }
}

//! A cluster, or a snapshot that is all there is.
void PairStep::chooseSource(bool inSnapshot)
{
    draft()->setWithoutSource(inSnapshot);
    m_picker->setVisible(inSnapshot);
    m_swap->setEnabled(!inSnapshot);
    if (!inSnapshot)
        return;
    suggestName();
    m_picker->refresh();
    draft()->load(PairSide::Source); // a restore may have had its snapshot before
    showSide(PairSide::Source);
    Q_EMIT changed();
}

//! A name of its own is kept; one that was suggested follows the pair.
void PairStep::suggestName()
{
    const QString now = m_name->text();
    if (!draft()->hasPair() || sourceName(draft()->plan()).isEmpty() || (!now.isEmpty() && now != m_suggested))
        return;
    m_suggested = tr("%1 to %2").arg(sourceName(draft()->plan()), clusterName(draft()->endpoint(PairSide::Target)));
    m_name->setText(m_suggested);
    draft()->change([this](Plan &plan) { plan.name = m_suggested; });
}

void PairStep::showSide(PairSide side)
{
    const SideCard &card = m_sides[static_cast<int>(side)];
    if (side == PairSide::Source) {
        m_picker->setVisible(draft()->withoutSource());
        m_swap->setEnabled(!draft()->withoutSource());
    }
    const Endpoint &endpoint = draft()->endpoint(side);
    const auto &asked = draft()->catalogue(side);
    card.tag->setEnvironment(endpoint.environment);
    card.address->setText(endpoint.url);
    const bool failed = asked.state == Loading::Failed;
    card.failure->setVisible(failed);
    card.retry->setVisible(failed);
    card.state->setVisible(!failed && asked.state != Loading::Nothing);
    card.figures->setVisible(asked.state == Loading::Ready);
    if (failed) {
        card.failure->setContent(StateTone::Error, QStringLiteral("circle-x"), asked.error.summary, asked.error.detail);
    } else if (asked.state == Loading::Asking) {
        card.state->setContent(QStringLiteral("loader-circle"), tr("Asking the cluster"), IconColor::Running);
    } else if (asked.state == Loading::Ready) {
        const Catalogue &there = asked.value;
        card.state->setContent(QStringLiteral("circle-check"),
            draft()->withoutSource() && side == PairSide::Source
                ? tr("Made by %1").arg(QString(productName(there.info.product) + u' ' + there.info.version.toString()))
                : QString(productName(there.info.product) + u' ' + there.info.version.toString() + QStringLiteral(", ")
                    + there.info.clusterName),
            IconColor::Ok);
        qint64 bytes = 0;
        for (const IndexSummary &index : there.indices)
            bytes += std::max<qint64>(0, index.primaryBytes);
        card.figures->setText(
            tr("%n indices, %1 in primary shards", nullptr, int(there.indices.size())).arg(formats::bytes(bytes)));
    }
}

void PairStep::showNote()
{
    const bool same = draft()->sameCluster();
    m_note->setVisible(same);
    if (same)
        m_note->setContent(StateTone::Warning, QStringLiteral("triangle-alert"), tr("Both are the same cluster"),
            tr("An index can't be copied onto itself. Give every index another name with a rename rule in the next "
               "step, or choose another target."));
}

bool PairStep::isObstacleError() const
{
    const MigrationDraft &d = *draft();
    return safetyOf(d.endpoint(PairSide::Target)) == Safety::ReadOnly
        || d.catalogue(PairSide::Source).state == Loading::Failed
        || d.catalogue(PairSide::Target).state == Loading::Failed;
}

QString PairStep::obstacle() const
{
    const MigrationDraft &d = *draft();
    if (!d.withoutSource() && d.endpoint(PairSide::Source).url.isEmpty())
        return tr("Choose a source");
    if (d.endpoint(PairSide::Target).url.isEmpty())
        return tr("Choose a target");
    if (const QString missing = m_picker->obstacle(); d.withoutSource() && !missing.isEmpty())
        return missing;
    if (safetyOf(d.endpoint(PairSide::Target)) == Safety::ReadOnly)
        return tr("The target's connection is read-only");
    for (const PairSide side : {PairSide::Source, PairSide::Target}) {
        const Loading state = d.catalogue(side).state;
        if (state == Loading::Failed)
            return side == PairSide::Source ? tr("The source does not answer") : tr("The target does not answer");
        if (state != Loading::Ready)
            return side == PairSide::Source ? tr("The source is being asked") : tr("The target is being asked");
    }
    if (d.plan().name.trimmed().isEmpty())
        return tr("Give the migration a name");
    return {};
}

} // namespace godwit
