// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/indicespanel.h"

#include "models/formats.h"
#include "models/verifytablemodel.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/plainspinbox.h"
#include "widgets/statelook.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QUuid>
#include <QVBoxLayout>

#include <cmath>

namespace godwit {
namespace {

StateLook lookOf(VerifyState state)
{
    switch (state) {
    case VerifyState::Pending:
        return {StateTone::Waiting, QStringLiteral("circle-dashed")};
    case VerifyState::Running:
        return {StateTone::Running, QStringLiteral("play")};
    case VerifyState::Equal:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case VerifyState::Differs:
        return {StateTone::Warning, QStringLiteral("triangle-alert")};
    case VerifyState::Suspended:
        return {StateTone::Paused, QStringLiteral("pause")};
    }
    return {};
}

//! Result with its icon; figures that are findings in the colour of warnings, the others quiet.
class VerifyDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    int beside(const QModelIndex &index) const override
    {
        return index.column() == VerifyTableModel::ResultColumn ? 20 : 6;
    }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        if (index.column() == VerifyTableModel::ResultColumn) {
            const auto state = static_cast<VerifyState>(index.data(VerifyTableModel::StateRole).toInt());
            drawState(painter, room, lookOf(state), index.data().toString());
            return;
        }
        if (index.column() < VerifyTableModel::ComparedColumn) {
            CellDelegate::paintContent(painter, option, room, index);
            return;
        }
        if (index.data(VerifyTableModel::WarnRole).toBool()) {
            QFont font = painter->font();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            painter->setPen(t.warning);
        } else if (index.column() != VerifyTableModel::ComparedColumn) {
            painter->setPen(t.textSecondary);
        }
        drawFigures(painter, room, index.data().toString());
    }
};

} // namespace

IndicesPanel::IndicesPanel(VerifyDesk *desk, const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_root(folder.isEmpty() ? QDir::tempPath() : folder)
    , m_model(new VerifyTableModel(this))
    , m_table(new QTableView)
    , m_level(new QComboBox)
    , m_criterion(new QComboBox)
    , m_cost(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_limit(new QWidget(this))
    , m_rate(new PlainSpinBox)
    , m_summary(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_counts(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_start(makeButton(tr("Compare"), QStringLiteral("play"), "primary"))
    , m_pause(makeButton(tr("Pause"), QStringLiteral("pause")))
    , m_stop(makeButton(tr("Stop"), QStringLiteral("circle-stop")))
    , m_note(new Note)
    , m_known(fail(ErrorKind::Internal, {}))
{
    m_pool.setMaxThreadCount(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeToolbar());
    m_note->hide();
    layout->addWidget(m_note);
    auto *card = new Card;
    makeTable();
    card->body()->addWidget(m_table);
    layout->addWidget(card, 1);
    m_counts->setWordWrap(true);
    m_counts->hide();
    layout->addWidget(m_counts);
    connect(m_start, &QPushButton::clicked, this, &IndicesPanel::start);
    connect(m_pause, &QPushButton::clicked, this, &IndicesPanel::pauseOrResume);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_session)
            m_session->finishAndStop();
        updateState();
    });
    connect(m_level, &QComboBox::currentIndexChanged, this, &IndicesPanel::showCost);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, [this] {
        if (m_session)
            m_session->setThrottle(request().limits);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        showCounts();
        if (index.isValid())
            Q_EMIT rowChosen(m_model->row(index.row()));
    });
    updateState();
}

IndicesPanel::~IndicesPanel() = default;

QWidget *IndicesPanel::makeToolbar()
{
    auto *bar = new QWidget;
    auto *layout = new FlowLayout(true, bar);
    layout->setContentsMargins(0, 0, 0, 0);
    const std::pair<VerifyLevel, QString> levels[] = {{VerifyLevel::Existence, tr("There at all, aliases")},
        {VerifyLevel::Definition, tr("Mappings and settings")}, {VerifyLevel::Counts, tr("Number of documents")},
        {VerifyLevel::Ids, tr("Every id")}, {VerifyLevel::Content, tr("Every document")}};
    for (const auto &[level, text] : levels)
        m_level->addItem(text, static_cast<int>(level));
    m_level->setCurrentIndex(m_level->count() - 1);
    m_level->setAccessibleName(tr("Level"));
    m_level->setToolTip(tr("How deep it is compared; each level includes those above it."));
    m_criterion->addItem(tr("different in meaning"), static_cast<int>(Sameness::Meaning));
    m_criterion->addItem(tr("different in any byte"), static_cast<int>(Sameness::Bytes));
    m_criterion->setAccessibleName(tr("A finding is"));
    auto *what = new TextLabel(tr("A finding is"), FontRole::Body, TextColor::Secondary);
    auto *how = new TextLabel(tr("Level"), FontRole::Body, TextColor::Secondary);
    m_rate->setDecimals(0);
    m_rate->setRange(0, 10'000'000);
    m_rate->setSingleStep(1'000);
    m_rate->setGroupSeparatorShown(true);
    m_rate->setSpecialValueText(tr("no limit"));
    m_rate->setSuffix(tr(" docs/s"));
    m_rate->setKeyboardTracking(false);
    m_rate->setAccessibleName(tr("Documents read a second at most"));
    m_rate->setToolTip(tr("Documents read a second at most, both sides together; also while it runs."));
    auto *pair = new QHBoxLayout(m_limit);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->addWidget(new TextLabel(tr("At most"), FontRole::Body, TextColor::Secondary));
    pair->addWidget(m_rate);
    for (QWidget *part :
        std::initializer_list<QWidget *>{how, m_level, m_cost, what, m_criterion, m_start, m_pause, m_stop, m_summary})
        layout->addWidget(part);
    return bar;
}

void IndicesPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("verification"));
    m_table->setAccessibleName(tr("Compared indices"));
    dressTable(m_table, 7);
    copyRowsByKey(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegate(new VerifyDelegate(m_table));
    m_table->setMinimumHeight(82);
    m_table->horizontalHeader()->setSectionResizeMode(VerifyTableModel::IndexColumn, QHeaderView::Stretch);
    followFont(m_table, [this] {
        const int widths[] = {0, 130, 170, 100, 76, 70, 84, 124, 92, 90};
        for (int column = 1; column < VerifyTableModel::ColumnCount; ++column)
            m_table->setColumnWidth(column, int(widths[column] * textScale()));
        m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 7);
    });
}

VerifyRequest IndicesPanel::request() const
{
    VerifyRequest request;
    request.pairs = m_pairs;
    request.level = static_cast<VerifyLevel>(m_level->currentData().toInt());
    request.wanted = static_cast<Sameness>(m_criterion->currentData().toInt());
    request.limits.documentsPerSecond = m_rate->value();
    return request;
}

void IndicesPanel::setPairs(const ComparedPair &pair, const QList<IndexPair> &pairs)
{
    if (m_session && m_session->phase() == VerifySession::Phase::Running)
        return; // what runs stays as it is
    const auto same = [](const Endpoint &a, const Endpoint &b) { return a.url == b.url && a.profile == b.profile; };
    if (same(pair.source, m_pair.source) && same(pair.target, m_pair.target) && pairs == m_pairs)
        return;
    m_pair = pair;
    m_pairs = pairs;
    m_session.reset();
    QList<VerifyRow> rows;
    for (const IndexPair &indices : pairs)
        rows.append(VerifyRow(indices));
    m_model->setRows(rows);
    m_table->setColumnHidden(VerifyTableModel::TargetColumn,
        std::all_of(pairs.begin(), pairs.end(), [](const IndexPair &p) { return p.source == p.target; }));
    askCost();
    updateState();
    Q_EMIT sessionChanged();
}

QString IndicesPanel::newFolder()
{
    return QString(m_root + u'/' + QUuid::createUuid().toString(QUuid::Id128));
}

void IndicesPanel::start()
{
    if (m_pairs.isEmpty() || m_writing || (m_session && m_session->phase() == VerifySession::Phase::Running))
        return;
    // What was stopped goes on where it stood.
    m_resumes = m_session && m_session->result().outcome == Outcome::Stopped;
    if (!m_resumes)
        return begin(newFolder(), request());
    VerifyRequest wanted = m_session->request();
    wanted.limits = request().limits;
    begin(m_session->folder(), wanted, m_session->before());
}

void IndicesPanel::compareAgain(const QList<IndexPair> &touched)
{
    if (!m_session || m_session->phase() != VerifySession::Phase::Ended || m_session->result().rows.isEmpty())
        return;
    VerifyRequest wanted = m_session->result().request;
    wanted.limits = request().limits;
    wanted.pairs.removeIf([&](const IndexPair &pair) {
        return std::none_of(
            touched.begin(), touched.end(), [&](const IndexPair &one) { return one.target == pair.target; });
    });
    if (wanted.pairs.isEmpty())
        return;
    m_resumes = false;
    begin(newFolder(), wanted, ComparedBefore{m_session->result(), m_session->findingsFile()});
}

void IndicesPanel::setWriting(bool writing)
{
    m_writing = writing;
    updateState();
}

void IndicesPanel::begin(const QString &folder, const VerifyRequest &wanted, std::optional<ComparedBefore> before)
{
    m_session = std::make_unique<VerifySession>(m_desk, m_pair, wanted, folder, std::move(before));
    connect(m_session.get(), &VerifySession::progressChanged, this, [this] {
        m_model->setRows(m_session->progress().rows);
        showCounts();
        if (const QModelIndex now = m_table->currentIndex(); now.isValid())
            Q_EMIT rowChosen(m_model->row(now.row()));
        updateState();
    });
    connect(m_session.get(), &VerifySession::findingsArrived, this, &IndicesPanel::findingsArrived);
    connect(m_session.get(), &VerifySession::phaseChanged, this, [this] {
        updateState();
        Q_EMIT sessionChanged();
    });
    Q_EMIT sessionChanged();
    m_session->start();
}

//! What the server counts, and why Lucene counts otherwise.
void IndicesPanel::showCounts()
{
    const QModelIndex now = m_table->currentIndex();
    m_counts->setText(now.isValid() ? VerifyTableModel::countsText(m_model->row(now.row())) : QString());
    m_counts->setVisible(!m_counts->text().isEmpty());
}

void IndicesPanel::pauseOrResume()
{
    if (!m_session)
        return;
    if (m_session->pauseWanted())
        m_session->resume();
    else
        m_session->pause();
}

void IndicesPanel::askCost()
{
    m_known = fail(ErrorKind::Internal, {});
    m_costs.cancel();
    showCost();
    if (m_pairs.isEmpty())
        return;
    m_costs.ask(
        this, &m_pool,
        [desk = m_desk, pair = m_pair, wanted = request()](const std::stop_token &stop) -> Result<QList<LevelCost>> {
            const auto source = desk->cluster(pair, PairSide::Source);
            const auto target = desk->cluster(pair, PairSide::Target);
            if (!source || !target)
                return fail(source ? target.error() : source.error());
            VerifyRequest all = wanted;
            all.level = VerifyLevel::Content;
            return verifyCost(all, *(*source)->open(stop), *(*target)->open(stop));
        },
        [this](const Result<QList<LevelCost>> &costs) {
            m_known = costs;
            showCost();
        });
}

void IndicesPanel::showCost()
{
    m_cost->setText({});
    if (!m_known)
        return;
    const auto level = request().level;
    for (const LevelCost &cost : *m_known) {
        if (cost.level != level)
            continue;
        if (cost.documents == 0)
            m_cost->setText(tr("reads definitions only"));
        else if (cost.seconds >= 0)
            m_cost->setText(
                tr("reads about %1, %2").arg(formats::bytes(cost.bytes), formats::seconds(std::ceil(cost.seconds))));
        else
            m_cost->setText(tr("reads about %1").arg(formats::bytes(cost.bytes)));
    }
}

void IndicesPanel::updateState()
{
    const bool running = m_session && m_session->phase() == VerifySession::Phase::Running;
    const bool ended = m_session && m_session->phase() == VerifySession::Phase::Ended;
    const bool stopped = ended && m_session->result().outcome == Outcome::Stopped;
    m_start->setVisible(!running);
    m_start->setEnabled(!m_pairs.isEmpty() && !m_writing);
    m_start->setText(stopped ? tr("Go on") : ended ? tr("Compare again") : tr("Compare"));
    m_start->setAccessibleName(m_start->text());
    m_pause->setVisible(running);
    m_stop->setVisible(running);
    m_pause->setText(running && m_session->pauseWanted() ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->text());
    m_level->setEnabled(!running && !stopped);
    m_criterion->setEnabled(!running && !stopped);
    m_cost->setVisible(!running);
    const bool failed = ended && m_session->result().outcome == Outcome::Failed;
    m_note->setVisible(failed);
    if (failed)
        m_note->setContent(StateTone::Error, QStringLiteral("circle-x"), tr("The comparison ended before its time"),
            m_session->result().reason);
    if (m_pairs.isEmpty()) {
        m_summary->setText(tr("Choose an index on both sides"));
        return;
    }
    if (!m_session) {
        m_summary->setText(tr("%n pair(s) of indices", nullptr, static_cast<int>(m_pairs.size())));
        return;
    }
    const QList<VerifyRow> &rows = m_session->progress().rows;
    const auto done = std::count_if(rows.begin(), rows.end(),
        [](const VerifyRow &row) { return row.state == VerifyState::Equal || row.state == VerifyState::Differs; });
    QString text = tr("%1 of %2 indices").arg(formats::count(done), formats::count(rows.size()));
    if (running && m_session->progress().secondsLeft >= 0)
        text += tr(", about %1 left").arg(formats::seconds(std::ceil(m_session->progress().secondsLeft)));
    else if (ended)
        text += tr(", %1").arg(formats::seconds(m_session->result().seconds));
    m_summary->setText(text);
}

} // namespace godwit
