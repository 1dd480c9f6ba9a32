// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobcharts.h"

#include "models/formats.h"
#include "widgets/chartcard.h"

#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace godwit {
namespace {

QString axisRate(double value)
{
    return value >= 1000
        ? QCoreApplication::translate("godwit::JobCharts", "%1 k").arg(QLocale().toString(value / 1000, 'g', 3))
        : QLocale().toString(value, 'g', 3);
}

QString axisMegabytes(double value)
{
    return QCoreApplication::translate("godwit::JobCharts", "%1 MB").arg(QLocale().toString(value / 1e6, 'g', 3));
}

QString axisSeconds(double value)
{
    return QCoreApplication::translate("godwit::JobCharts", "%1 s").arg(QLocale().toString(value, 'g', 3));
}

QString axisMilliseconds(double value)
{
    return QCoreApplication::translate("godwit::JobCharts", "%1 ms").arg(QLocale().toString(value, 'g', 4));
}

QList<ChartLine> inAndOut()
{
    return {{JobCharts::tr("read"), &Tokens::chart1, Qt::SolidLine, true},
        {JobCharts::tr("written"), &Tokens::chart2, Qt::DashLine}};
}

} // namespace

JobCharts::JobCharts(QWidget *parent) : QWidget(parent)
{
    m_cards = {new ChartCard(tr("Docs/s"), inAndOut(), axisRate),
        new ChartCard(tr("MB/s"), inAndOut(), [](double value) { return QLocale().toString(value / 1e6, 'g', 3); }),
        new ChartCard(tr("Lag"), {{tr("lag"), &Tokens::chartLag}}, axisSeconds),
        new ChartCard(tr("Bulk latency"), {{tr("bulk"), &Tokens::chart3, Qt::DotLine}}, axisMilliseconds),
        new ChartCard(
            tr("Queue"), {{tr("read and not written yet"), &Tokens::chart4, Qt::DashDotLine}}, axisMegabytes)};
    m_cards[Lag]->setSubtitle(tr("slowest index"));
    m_cards[Bulk]->setSubtitle(tr("smoothed"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    m_upper = place(Documents, Bytes);
    m_lower = place(Lag, Queue);
    layout->addWidget(m_upper, 5);
    layout->addWidget(m_lower, 4);
}

QStackedWidget *JobCharts::place(Chart first, Chart last)
{
    auto *stack = new QStackedWidget;
    QStringList titles;
    for (int chart = first; chart <= last; ++chart)
        titles.append(m_cards.at(static_cast<std::size_t>(chart))->title());
    for (int chart = first; chart <= last; ++chart) {
        ChartCard *card = m_cards.at(static_cast<std::size_t>(chart));
        stack->addWidget(card);
        card->offer(titles);
        connect(
            card, &ChartCard::chosen, this, [this, first](int number) { show(static_cast<Chart>(first + number)); });
        connect(card, &ChartCard::windowChosen, this, &JobCharts::setWindow);
    }
    return stack;
}

void JobCharts::show(Chart chart)
{
    QStackedWidget *stack = chart <= Bytes ? m_upper : m_lower;
    stack->setCurrentWidget(m_cards.at(chart));
    refresh(m_now);
}

void JobCharts::setWindow(double seconds)
{
    for (ChartCard *card : m_cards)
        card->view()->setWindow(seconds);
    refresh(m_now);
}

void JobCharts::addMark(double seconds, const QString &word)
{
    for (ChartCard *card : m_cards)
        card->view()->addMark(seconds, word);
}

void JobCharts::markChanges(const JobSnapshot &snapshot, double seconds)
{
    const bool slowed = snapshot.throttle.automaticFactor < 1;
    if (slowed && !m_slowed)
        addMark(seconds, tr("backed off"));
    m_slowed = slowed;
    if (!snapshot.gate.calledOff.isEmpty() && m_calledOff.isEmpty())
        addMark(seconds, tr("called off"));
    m_calledOff = snapshot.gate.calledOff;
    if (m_state && *m_state != snapshot.state) {
        if (snapshot.state == JobState::Paused)
            addMark(seconds, tr("paused"));
        else if (*m_state == JobState::Paused)
            addMark(seconds, tr("resumed"));
        else if (snapshot.state == JobState::CuttingOver)
            addMark(seconds, tr("cutover"));
    }
    m_state = snapshot.state;
}

//! Second 0, where now is `seconds`.
void JobCharts::setOrigin(double seconds)
{
    const QDateTime origin = QDateTime::currentDateTimeUtc().addMSecs(-qRound64(seconds * 1000));
    for (ChartCard *card : m_cards)
        card->setOrigin(origin);
}

void JobCharts::setEarlier(const EarlierRun &run, double seconds)
{
    if (run.lastSecond() < 0)
        return;
    setOrigin(seconds);
    m_cards[Documents]->view()->addEarlier({run.read, run.written});
    m_cards[Bytes]->view()->addEarlier({run.readBytes, run.writtenBytes});
    m_cards[Lag]->view()->addEarlier({run.lag});
    addMark(seconds, tr("resumed"));
    refresh(seconds);
}

void JobCharts::setSnapshot(const JobSnapshot &snapshot, double seconds)
{
    if (!m_state)
        setOrigin(seconds);
    markChanges(snapshot, seconds);
    m_cards[Documents]->view()->add(seconds, {snapshot.readPerSecond, snapshot.writtenPerSecond});
    m_cards[Bytes]->view()->add(seconds, {snapshot.readBytesPerSecond, snapshot.writtenBytesPerSecond});
    m_cards[Lag]->view()->add(seconds, {snapshot.lagSeconds});
    m_cards[Bulk]->view()->add(seconds, {snapshot.bulkMilliseconds});
    m_cards[Queue]->view()->add(seconds, {static_cast<double>(snapshot.queueBytes)});
    m_cards[Documents]->setValue(0, tr("read %1").arg(formats::rate(snapshot.readPerSecond)));
    m_cards[Documents]->setValue(1, tr("written %1").arg(formats::rate(snapshot.writtenPerSecond)));
    m_cards[Bytes]->setValue(0, tr("read %1").arg(formats::megabytes(snapshot.readBytesPerSecond)));
    m_cards[Bytes]->setValue(1, tr("written %1").arg(formats::megabytes(snapshot.writtenBytesPerSecond)));
    const bool low = snapshot.lagSeconds >= 0 && snapshot.lagSeconds <= snapshot.lagLimitSeconds;
    m_cards[Lag]->setFigure(low ? QStringLiteral("check") : QStringLiteral("clock"),
        formats::seconds(snapshot.lagSeconds), low ? IconColor::Ok : IconColor::Secondary);
    m_cards[Lag]->view()->setLimit(snapshot.lagLimitSeconds, tr("limit %1").arg(axisSeconds(snapshot.lagLimitSeconds)));
    m_cards[Bulk]->setFigure(QStringLiteral("clock"),
        snapshot.bulkMilliseconds < 0 ? formats::unknown() : tr("%1 ms").arg(formats::rate(snapshot.bulkMilliseconds)),
        IconColor::Secondary);
    m_cards[Queue]->setFigure(QStringLiteral("database"), formats::bytes(snapshot.queueBytes), IconColor::Secondary);
    if (snapshot.queueLimitBytes > 0)
        m_cards[Queue]->view()->setLimit(static_cast<double>(snapshot.queueLimitBytes),
            tr("full at %1").arg(formats::bytes(snapshot.queueLimitBytes)));
}

void JobCharts::refresh(double seconds)
{
    m_now = seconds;
    for (const QStackedWidget *stack : {m_upper, m_lower})
        static_cast<ChartCard *>(stack->currentWidget())->view()->refresh(seconds);
}

} // namespace godwit
