// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/pairbar.h"

#include "widgets/flowlayout.h"
#include "widgets/pairinfo.h"
#include "widgets/panels.h"
#include "widgets/textscale.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>

namespace godwit {
namespace {

Endpoint chosen(const QList<Endpoint> &endpoints, int row)
{
    return row >= 0 && row < endpoints.size() ? endpoints.at(row) : Endpoint();
}

} // namespace

PairBar::PairBar(VerifyDesk *desk, ProfileStore profiles, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_profiles(std::move(profiles))
{
    m_pool.setMaxThreadCount(2);
    auto *layout = new FlowLayout(false, this);
    layout->setContentsMargins(0, 0, 0, 0);
    makeSide(PairSide::Source, layout);
    auto *arrow = new IconText;
    arrow->setContent(QStringLiteral("git-compare-arrows"), {}, IconColor::Secondary, false);
    layout->addWidget(arrow);
    makeSide(PairSide::Target, layout);
    refreshProfiles();
}

void PairBar::makeSide(PairSide which, QLayout *layout)
{
    const bool source = which == PairSide::Source;
    Side &side = m_sides[static_cast<int>(which)];
    auto *group = new QWidget;
    auto *row = new FlowLayout(false, group); // with large text the index goes below its cluster
    row->setSpacing(7);
    side.tag = new EnvironmentTag;
    side.connection = new QComboBox;
    side.connection->setAccessibleName(source ? tr("Source cluster") : tr("Target cluster"));
    side.connection->setPlaceholderText(tr("Cluster"));
    side.connection->setToolTip(side.connection->accessibleName());
    setTextWidth(side.connection, 150);
    side.index = new QComboBox;
    side.index->setEditable(true);
    side.index->setInsertPolicy(QComboBox::NoInsert);
    side.index->setAccessibleName(source ? tr("Source index") : tr("Target index"));
    side.index->lineEdit()->setPlaceholderText(tr("Index or alias"));
    side.index->lineEdit()->setAccessibleName(side.index->accessibleName());
    side.index->completer()->setFilterMode(Qt::MatchContains);
    side.index->completer()->setCompletionMode(QCompleter::PopupCompletion);
    setTextWidth(side.index, 200);
    row->addWidget(side.tag);
    row->addWidget(side.connection);
    row->addWidget(side.index);
    layout->addWidget(group);
    connect(side.connection, &QComboBox::activated, this, [this, which] {
        m_plan.reset();
        listIndices(which);
        tell();
    });
    connect(side.index, &QComboBox::activated, this, [this, source] {
        if (source)
            takeSourceIndex();
        tell();
    });
    connect(side.index->lineEdit(), &QLineEdit::editingFinished, this, [this, source] {
        if (source)
            takeSourceIndex();
        tell();
    });
}

void PairBar::fillConnections(Side &side, const std::optional<Endpoint> &given)
{
    const QSignalBlocker blocker(side.connection);
    const Endpoint before = chosen(side.endpoints, side.connection->currentIndex());
    side.connection->clear();
    side.endpoints.clear();
    const QList<Profile> profiles = m_profiles.load();
    for (const Profile &profile : profiles) {
        if (profile.endpoint.product == Product::Milvus)
            continue;
        side.endpoints.append(profile.endpoint);
        side.connection->addItem(clusterName(profile.endpoint));
    }
    const auto place = [&side](const Endpoint &endpoint) {
        for (qsizetype i = 0; i < side.endpoints.size(); ++i) {
            if (endpoint.profile.isEmpty() ? side.endpoints.at(i).url == endpoint.url
                                           : side.endpoints.at(i).profile == endpoint.profile)
                return static_cast<int>(i);
        }
        return -1;
    };
    const Endpoint wanted = given.value_or(before);
    if (!wanted.url.isEmpty() && place(wanted) < 0) {
        side.endpoints.append(wanted); // of a plan without a profile
        side.connection->addItem(clusterName(wanted));
    }
    side.connection->setCurrentIndex(wanted.url.isEmpty() ? -1 : place(wanted));
}

void PairBar::refreshProfiles()
{
    for (Side &side : m_sides)
        fillConnections(side, {});
}

void PairBar::setPlan(const Plan &plan)
{
    for (const PairSide which : {PairSide::Source, PairSide::Target}) {
        Side &side = m_sides[static_cast<int>(which)];
        fillConnections(side, which == PairSide::Source ? plan.source : plan.target);
        side.index->clearEditText();
        listIndices(which);
    }
    m_lastSource.clear();
    m_plan = plan;
    tell();
}

void PairBar::setIndices(const QString &source, const QString &target)
{
    index(PairSide::Source)->setEditText(source);
    index(PairSide::Target)->setEditText(target);
    m_lastSource = source;
    tell();
}

void PairBar::listIndices(PairSide which)
{
    Side &side = m_sides[static_cast<int>(which)];
    side.found.clear();
    side.index->clear();
    const Endpoint endpoint = chosen(side.endpoints, side.connection->currentIndex());
    side.tag->setEnvironment(endpoint.environment);
    Q_EMIT connectionsChanged();
    if (endpoint.url.isEmpty())
        return;
    ComparedPair pair;
    (which == PairSide::Source ? pair.source : pair.target) = endpoint;
    side.asked.ask(
        this, &m_pool,
        [desk = m_desk, pair, which](const std::stop_token &stop) -> Result<QList<IndexSummary>> {
            const auto factory = desk->cluster(pair, which);
            if (!factory)
                return fail(factory.error());
            return (*factory)->open(stop)->listIndices({QStringLiteral("*")});
        },
        [this, which](const Result<QList<IndexSummary>> &found) {
            m_sides[static_cast<int>(which)].found = found.value_or(QList<IndexSummary>());
            Q_EMIT problem(found ? QString() : found.error().summary);
            showIndices(which);
        });
}

void PairBar::showIndices(PairSide which)
{
    Side &side = m_sides[static_cast<int>(which)];
    const QString typed = side.index->currentText();
    {
        const QSignalBlocker blocker(side.index);
        side.index->clear();
        for (const IndexSummary &index : std::as_const(side.found)) {
            const bool ordinary = index.open && !index.hidden && !index.name.startsWith(u'.');
            const bool selected
                = !m_plan || which == PairSide::Target || m_plan->select.matches(index.name, index.hidden);
            if (ordinary && selected)
                side.index->addItem(index.name);
        }
        side.index->setCurrentIndex(-1);
        side.index->setEditText(typed);
    }
    if (m_plan && which == PairSide::Source) {
        if (typed.isEmpty() && side.index->count() > 0) {
            side.index->setCurrentIndex(0);
            takeSourceIndex();
        }
        m_told.clear(); // all pairs are known only now
        tell();
    }
}

//! The target's index follows the source's as long as nobody gave it a name of its own.
void PairBar::takeSourceIndex()
{
    const QString source = index(PairSide::Source)->currentText().trimmed();
    const auto twin
        = [this](const QString &name) { return m_plan && !name.isEmpty() ? m_plan->select.targetName(name) : name; };
    QComboBox *target = index(PairSide::Target);
    const QString before = target->currentText().trimmed();
    if (before.isEmpty() || before == twin(m_lastSource))
        target->setEditText(twin(source));
    m_lastSource = source;
}

QString PairBar::environment(PairSide side) const
{
    return m_sides[static_cast<int>(side)].tag->environment();
}

ComparedIndices PairBar::indices() const
{
    ComparedIndices indices;
    indices.pair.source = chosen(m_sides[0].endpoints, m_sides[0].connection->currentIndex());
    indices.pair.target = chosen(m_sides[1].endpoints, m_sides[1].connection->currentIndex());
    indices.source = m_sides[0].index->currentText().trimmed();
    indices.target = m_sides[1].index->currentText().trimmed();
    if (indices.pair.source.url.isEmpty() || indices.pair.target.url.isEmpty())
        indices.source.clear(); // nothing to compare yet
    return indices;
}

QList<std::pair<QString, QString>> PairBar::pairs() const
{
    const ComparedIndices now = indices();
    if (!m_plan)
        return now.isWhole() ? QList<std::pair<QString, QString>>{{now.source, now.target}}
                             : QList<std::pair<QString, QString>>();
    QList<std::pair<QString, QString>> all;
    for (const IndexSummary &index : m_sides[0].found) {
        if (index.open && m_plan->select.matches(index.name, index.hidden))
            all.append({index.name, m_plan->select.targetName(index.name)});
    }
    return all;
}

QString PairBar::clusterText(PairSide side) const
{
    const QString name = connection(side)->currentText();
    return name.isEmpty() ? (side == PairSide::Source ? tr("Source") : tr("Target")) : name;
}

void PairBar::tell()
{
    const ComparedIndices now = indices();
    const QString state = QStringList{now.pair.source.profile, now.pair.source.url, now.pair.target.profile,
        now.pair.target.url, now.source, now.target}
                              .join(u'\n');
    if (state == m_told)
        return;
    m_told = state;
    Q_EMIT changed();
}

} // namespace godwit
