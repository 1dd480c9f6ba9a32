// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/liveview.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/indextablemodel.h"
#include "models/logmodel.h"
#include "widgets/columnscroll.h"
#include "widgets/flowcard.h"
#include "widgets/flowlayout.h"
#include "widgets/indexpanel.h"
#include "widgets/jobcharts.h"
#include "widgets/logpanel.h"
#include "widgets/roundscard.h"
#include "widgets/textscale.h"

#include <QDockWidget>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {
namespace {

constexpr int sideWidth = 332;
constexpr int logHeight = 108;
constexpr int narrowBelow = 1100 - 172 - 32; //!< of the window, less navigation and margins

//! As high as its blocks need at least; what is lower scrolls, and no block is squeezed.
class LeastColumn final : public QWidget
{
public:
    int heightForWidth(int width) const override { return layout()->totalMinimumHeightForWidth(width); }
};

} // namespace

LiveView::LiveView(QWidget *parent)
    : QMainWindow(parent, Qt::Widget)
    , m_model(new IndexTableModel(this))
    , m_log(new LogModel(LogModel::usualCapacity, this))
    , m_documents(new TextLabel(FontRole::CardTitle))
    , m_bytes(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_eta(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_bar(new QProgressBar)
    , m_indices(new IndexPanel(m_model))
    , m_charts(new JobCharts)
    , m_flow(new FlowCard)
    , m_rounds(new RoundsCard)
    , m_logPanel(new LogPanel(m_log))
{
    setContextMenuPolicy(Qt::NoContextMenu);
    setDockNestingEnabled(false);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setCentralWidget(makeCentre());
    auto *side = new LeastColumn;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_charts, 1);
    column->addWidget(m_flow);
    column->addWidget(m_rounds, 1);
    m_rounds->hide();
    auto *scroll = new ColumnScroll(side);
    followFont(
        scroll, [scroll] { scroll->setMinimumWidth(static_cast<int>(sideWidth * std::min(textScale(), 1.25))); });
    m_sideDock = makeDock(tr("Charts and throttle"), scroll, Qt::RightDockWidgetArea);
    m_logDock = makeDock(tr("Log"), m_logPanel, Qt::BottomDockWidgetArea);
    m_sideDock->setObjectName(QStringLiteral("sideDock"));
    m_logDock->setObjectName(QStringLiteral("logDock"));
    resetLayout();
    connect(m_flow, &FlowCard::limitsChanged, this, &LiveView::limitsChanged);
    connect(&Discretion::instance(), &Discretion::changed, this, &LiveView::present);
    present(Discretion::instance().isActive());
}

//! Whoever looks on wants to see charts, and they are larger without the log. It can be opened all the same.
void LiveView::present(bool on)
{
    if (on == m_presented)
        return;
    m_presented = on;
    if (on)
        m_logBefore = !m_logDock->isHidden();
    m_logDock->setVisible(!on && m_logBefore);
}

QDockWidget *LiveView::makeDock(const QString &name, QWidget *content, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(name);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    // The cards have titles of their own; the docks are closed and shown from the View menu.
    auto *noTitle = new QWidget;
    noTitle->setFixedHeight(0);
    dock->setTitleBarWidget(noTitle);
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void LiveView::resetLayout()
{
    m_narrow = false;
    addDockWidget(Qt::RightDockWidgetArea, m_sideDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    m_sideDock->show();
    m_logDock->setVisible(!m_presented);
    resizeDocks({m_sideDock}, {sideWidth}, Qt::Horizontal);
    resizeDocks({m_logDock}, {logHeight}, Qt::Vertical);
}

QWidget *LiveView::makeCentre()
{
    auto *centre = new QWidget;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *line = new FlowLayout(true);
    line->setSpacing(8);
    line->addWidget(m_documents);
    line->addWidget(m_bytes);
    line->addWidget(m_eta);
    layout->addLayout(line);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setAccessibleName(tr("Copied documents"));
    layout->addWidget(m_bar);
    layout->addSpacing(4);
    layout->addWidget(m_indices, 1);
    return centre;
}

void LiveView::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    // Large text needs a wider window for both; only a part of the page grows with it.
    const bool narrow = width() < narrowBelow * (1 + (textScale() - 1) * 0.6);
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    if (narrow) {
        tabifyDockWidget(m_logDock, m_sideDock);
        m_logDock->raise();
    } else {
        resetLayout();
    }
}

void LiveView::setSnapshot(const JobSnapshot &snapshot, double seconds)
{
    m_indices->setSnapshot(snapshot);
    m_flow->setSnapshot(snapshot);
    updateSummary(snapshot, seconds);
    m_charts->setSnapshot(snapshot, seconds);
    if (!m_rounds->isHidden())
        m_rounds->setSnapshot(snapshot);
}

void LiveView::updateSummary(const JobSnapshot &snapshot, double seconds)
{
    const bool counting = snapshot.totalDocuments < 0;
    qint64 bytes = 0;
    int copied = 0;
    for (const IndexProgress &index : snapshot.indices) {
        bytes += index.bytes;
        copied += index.state == IndexState::Following || index.state == IndexState::Finished ? 1 : 0;
    }
    m_bytes->setText(tr("%1 read · %2 of %3 indices copied")
                         .arg(formats::bytes(bytes), formats::count(copied), formats::count(snapshot.indices.size())));
    // The expected number is what there was at the start; the source may have deleted some of it since.
    const bool done = !counting && copied == snapshot.indices.size();
    m_documents->setText(counting
            ? tr("%1 documents, still counting").arg(formats::count(snapshot.copiedDocuments))
            : tr("%1 documents")
                  .arg(done && copied > 0 ? formats::count(snapshot.copiedDocuments)
                                          : formats::countOf(snapshot.copiedDocuments, snapshot.totalDocuments)));
    if (snapshot.state == JobState::Running && !done)
        m_etaEstimator.add(seconds, snapshot.copiedDocuments, snapshot.totalDocuments);
    const QString eta = done ? QString() : m_etaEstimator.text();
    m_eta->setText(done && copied > 0 ? tr("base copy done")
            : eta.isEmpty()           ? QString()
                                      : tr("copy ends in %1").arg(eta));
    // The last per cent only when all is copied.
    const double share = counting || snapshot.totalDocuments == 0
        ? (done && copied > 0 ? 1 : 0)
        : static_cast<double>(snapshot.copiedDocuments) / static_cast<double>(snapshot.totalDocuments);
    m_bar->setValue(done && copied > 0 ? 1000 : std::min(static_cast<int>(share * 1000), 999));
}

void LiveView::showRounds(const QJsonObject &options)
{
    m_rounds->setOptions(options);
    m_rounds->show();
    m_charts->hide();
    m_flow->hide();
}

void LiveView::setLimits(ThrottleLimits limits)
{
    m_flow->setLimits(limits);
}

void LiveView::setEarlier(const EarlierRun &run, double seconds)
{
    m_log->append(run.events);
    m_charts->setEarlier(run, seconds);
}

void LiveView::addEvents(const QList<JobEvent> &events)
{
    m_log->append(events);
}

void LiveView::refreshCharts(double seconds)
{
    if (m_charts->isVisible())
        m_charts->refresh(seconds);
}

QString LiveView::summaryText() const
{
    return m_documents->text();
}

} // namespace godwit
