// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stagerail.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/stepmodel.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QToolTip>

namespace godwit {
namespace {

//! Where the sentence has no room, its short form.
QString fittingTitle(const Step &step, const QFontMetrics &metrics, int room)
{
    if (metrics.horizontalAdvance(step.title) <= room)
        return step.title;
    const QString title = StepModel::shortTitle(step.id, step.title);
    return QString(title.left(1).toUpper() + title.mid(1));
}

} // namespace

StageRail::StageRail(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (const StageId id : {StageId::Initialization, StageId::Migration, StageId::Finalization}) {
        Stage stage;
        stage.id = id;
        m_stages.append(stage);
    }
    setAccessibleName(tr("Stages"));
}

void StageRail::setSnapshot(const JobSnapshot &snapshot)
{
    QList<Stage> stages = m_stages;
    for (const Stage &stage : snapshot.stages) {
        const auto place = static_cast<qsizetype>(stage.id);
        if (place >= stages.size())
            continue;
        stages[place] = stage;
        for (Step &step : stages[place].steps) {
            // These two go on until the cutover; what they have to say is in the job's own figures.
            if (step.state == StepState::Running && step.id == QLatin1String("follow") && snapshot.lagSeconds >= 0)
                step.figure = tr("lag %1").arg(formats::seconds(snapshot.lagSeconds));
            else if (step.state == StepState::Running && step.id == QLatin1String("deletes"))
                step.figure = tr("%1 applied").arg(formats::count(snapshot.ledger.deletesApplied));
        }
    }
    const QString total = snapshot.copiedDocuments > 0
        ? tr("%1 documents").arg(formats::shortCount(snapshot.copiedDocuments))
        : QString();
    if (stages == m_stages && total == m_total && m_state == snapshot.state)
        return;
    m_stages = stages;
    m_total = total;
    m_state = snapshot.state;
    QStringList spoken;
    int rows = m_rows;
    for (const Stage &stage : std::as_const(m_stages)) {
        spoken.append(QString(stageName(stage.id) + QStringLiteral(": ") + StepModel::stateName(stage.state)));
        rows = std::max(rows, std::min(static_cast<int>(stage.steps.size()), 4));
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    if (rows != m_rows) {
        m_rows = rows;
        updateGeometry();
    }
    update();
}

void StageRail::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

int StageRail::rowHeight() const
{
    return QFontMetrics(fontFor(FontRole::Small)).height() + 4;
}

QSize StageRail::sizeHint() const
{
    const int title = QFontMetrics(fontFor(FontRole::CardTitle)).height();
    return {800, m_compact ? title + 27 : title + 24 + m_rows * rowHeight() + 6};
}

QSize StageRail::minimumSizeHint() const
{
    return {480, sizeHint().height()};
}

int StageRail::activeStage() const
{
    // Changes are still followed at the gate, but what counts is the stage that waits for the operator.
    if (m_state == JobState::WaitingForCutover || m_state == JobState::CuttingOver)
        return static_cast<int>(StageId::Finalization);
    for (int i = 0; i < m_stages.size(); ++i) {
        if (m_stages.at(i).state != StepState::Done && m_stages.at(i).state != StepState::Skipped)
            return i;
    }
    return static_cast<int>(m_stages.size()) - 1;
}

QList<StageRail::Column> StageRail::columns() const
{
    QList<Column> columns;
    const int active = activeStage();
    const QRect room = rect();
    int x = room.left();
    for (int i = 0; i < m_stages.size(); ++i) {
        // The active stage has most to say while it lists its steps.
        const double share = m_compact ? 1.0 / 3 : (i == active ? 0.44 : 0.28);
        const int width = i + 1 == m_stages.size() ? room.right() + 1 - x : static_cast<int>(room.width() * share);
        columns.append({QRect(x, room.top(), width, room.height()), i == active, &m_stages.at(i)});
        x += width;
    }
    if (layoutDirection() == Qt::RightToLeft) {
        for (Column &column : columns)
            column.rect.moveLeft(room.right() + 1 - column.rect.right() - 1 + room.left());
    }
    return columns;
}

QString StageRail::headline(const Stage &stage) const
{
    const QString time = formats::seconds(stage.seconds);
    switch (stage.state) {
    case StepState::Done:
        if (stage.id == StageId::Migration && !m_total.isEmpty())
            return stage.seconds < 0 ? m_total : tr("%1 in %2").arg(m_total, time);
        return stage.seconds < 0 ? tr("done") : tr("done in %1").arg(time);
    case StepState::Running:
        if (stage.id == StageId::Finalization && m_state == JobState::WaitingForCutover)
            return tr("waits for you");
        return stage.seconds < 0 ? tr("running") : tr("running for %1").arg(time);
    case StepState::Waiting:
        if (m_state == JobState::Paused)
            return tr("paused");
        if (m_state == JobState::Stopped)
            return stage.seconds < 0 ? tr("stopped") : tr("stopped after %1").arg(time);
        return m_state == JobState::WaitingForCutover ? tr("waits for you") : tr("waiting");
    case StepState::Skipped:
        return tr("skipped");
    case StepState::Failed:
        return stage.seconds < 0 ? tr("failed") : tr("failed after %1").arg(time);
    case StepState::Pending:
        return m_state == JobState::WaitingForCutover ? tr("waits for you") : tr("not begun");
    }
    return {};
}

qsizetype StageRail::firstStep(const Stage &stage) const
{
    // Where not all fit, those that are over go first.
    return std::clamp<qsizetype>(stage.steps.size() - m_rows, 0, stage.steps.size());
}

QString StageRail::toolTipAt(const QPoint &place) const
{
    for (const Column &column : columns()) {
        const int row = (place.y() - 11 - QFontMetrics(fontFor(FontRole::CardTitle)).height() - 5);
        if (m_compact || row < 0 || !column.rect.contains(place))
            continue;
        const qsizetype i = firstStep(*column.stage) + row / rowHeight();
        if (i >= column.stage->steps.size())
            return {};
        const Step &step = column.stage->steps.at(i);
        QStringList lines{step.title, StepModel::stateName(step.state)};
        for (const QString &line : {step.figure, step.reason}) {
            if (!line.isEmpty())
                lines.append(line);
        }
        return lines.join(u'\n');
    }
    return {};
}

bool StageRail::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), this);
    return true;
}

void StageRail::paintEvent(QPaintEvent *)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.save();
    painter.setClipPath(shape);
    for (const Column &column : columns()) {
        painter.fillRect(column.rect, column.active ? t.base : t.alternateBase);
        if (column.rect.left() > 0)
            painter.fillRect(QRect(column.rect.left(), 0, 1, height()), t.line);
        if (column.active)
            painter.fillRect(QRect(column.rect.left(), 0, column.rect.width(), 3), t.accent);
    }
    painter.restore();
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    for (const Column &column : columns()) {
        if (column.active)
            painter.fillRect(QRect(column.rect.left(), 0, column.rect.width(), 3), t.accent);
        paintColumn(&painter, column);
    }
}

void StageRail::paintColumn(QPainter *painter, const Column &column) const
{
    const Tokens &t = Theme::tokens();
    const QFont titleFont = fontFor(FontRole::CardTitle);
    const int title = QFontMetrics(titleFont).height();
    const QRect room = column.rect.adjusted(15, 0, -14, 0);
    const int top = m_compact ? (height() - title) / 2 + 1 : 11;
    StateLook look = lookOfStep(column.stage->state);
    if (column.stage->state == StepState::Pending && !column.active)
        look = {StateTone::Waiting, QStringLiteral("clock")};
    if (column.active && m_state == JobState::WaitingForCutover)
        look = lookOfJob(m_state);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), room, part); };
    paintIcon(painter, placed(QRect(room.left(), top + (title - 16) / 2, 16, 16)), look.icon, toneColor(look.tone));
    painter->setFont(titleFont);
    painter->setPen(t.text);
    const QString name = stageName(column.stage->id);
    painter->drawText(
        placed(QRect(room.left() + 23, top, room.width() - 23, title)), Qt::AlignLeft | Qt::AlignVCenter, name);
    const int nameWidth = QFontMetrics(titleFont).horizontalAdvance(name);
    painter->setFont(fontFor(FontRole::Small));
    painter->setPen(t.textSecondary);
    const QRect rest(room.left() + 23 + nameWidth + 8, top, room.width() - 31 - nameWidth, title);
    QString said = discreet(headline(*column.stage));
    // The count without its time, where both have no room.
    if (painter->fontMetrics().horizontalAdvance(said) > rest.width() && said.startsWith(m_total))
        said = m_total;
    painter->drawText(placed(rest), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(said, Qt::ElideRight, rest.width()));
    if (!m_compact)
        paintSteps(painter, column, top + title + 5);
}

void StageRail::paintSteps(QPainter *painter, const Column &column, int top) const
{
    const Tokens &t = Theme::tokens();
    const QRect room = column.rect.adjusted(16, 0, -14, 0);
    const QFontMetrics metrics = painter->fontMetrics();
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), room, part); };
    int y = top;
    int titleWidth = 0;
    for (const Step &step : column.stage->steps)
        titleWidth = std::max(titleWidth, metrics.horizontalAdvance(step.title));
    for (qsizetype i = firstStep(*column.stage); i < column.stage->steps.size(); ++i) {
        const Step &step = column.stage->steps.at(i);
        StateLook look = lookOfStep(step.state);
        if (step.state == StepState::Done)
            look.icon = QStringLiteral("check");
        paintIcon(
            painter, placed(QRect(room.left(), y + (rowHeight() - 13) / 2, 13, 13)), look.icon, toneColor(look.tone));
        const bool timed = step.state == StepState::Done && step.seconds >= 0;
        QString figure = timed ? formats::seconds(step.seconds) : step.figure;
        if (!step.reason.isEmpty() && (step.state == StepState::Waiting || step.state == StepState::Failed))
            figure = discreet(step.reason);
        const QRect line(room.left() + 20, y, room.width() - 20, rowHeight());
        painter->setPen(t.text);
        if (column.active) {
            // Figures of the running stage stand in a column of their own.
            const int column2 = std::min(titleWidth + 28, line.width() * 3 / 5);
            const int titleRoom = figure.isEmpty() ? line.width() : column2 - 8;
            const QString title = fittingTitle(step, metrics, titleRoom);
            painter->drawText(placed(QRect(line.left(), y, titleRoom, rowHeight())), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(title, Qt::ElideRight, titleRoom));
            painter->setPen(step.state == StepState::Failed ? t.error : t.textSecondary);
            painter->drawText(placed(line.adjusted(column2, 0, 0, 0)), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(figure, Qt::ElideRight, line.width() - column2));
        } else {
            const int width = std::min(metrics.horizontalAdvance(figure), line.width() / 2);
            const int titleRoom = line.width() - (width > 0 ? width + 8 : 0);
            painter->drawText(placed(QRect(line.left(), y, titleRoom, rowHeight())), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(fittingTitle(step, metrics, titleRoom), Qt::ElideRight, titleRoom));
            painter->setPen(t.textSecondary);
            painter->drawText(placed(line), Qt::AlignRight | Qt::AlignVCenter,
                metrics.elidedText(figure, Qt::ElideRight, line.width() / 2));
        }
        y += rowHeight();
    }
}

} // namespace godwit
