// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chartcard.h"

#include "widgets/badges.h"
#include "widgets/charttable.h"
#include "widgets/flowlayout.h"

#include <QActionGroup>
#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int pictureScale = 2;
constexpr QSize leastPicture(320, 120);

void paintLine(QPainter *painter, const ChartLine &line, const QPointF &from)
{
    painter->setPen(QPen(Theme::tokens().*line.color, 2, line.style, Qt::FlatCap));
    painter->drawLine(from, from + QPointF(16, 0));
}

//! A short piece of the line itself, so that the pattern is part of the legend.
class LegendLine final : public QWidget
{
public:
    explicit LegendLine(const ChartLine &line) : m_line(line) { setFixedSize(16, 12); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintLine(&painter, m_line, {0, 6});
    }

private:
    ChartLine m_line;
};

} // namespace

ChartCard::ChartCard(
    const QString &title, QList<ChartLine> lines, std::function<QString(double)> label, QWidget *parent)
    : Card(parent)
    , m_view(new LineChartView(lines, std::move(label)))
    , m_title(new TextLabel(title, FontRole::CardTitle))
    , m_choice(makeButton(title, QStringLiteral("chevron-down"), "flat"))
    , m_subtitle(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_figure(new IconText)
    , m_more(makeButton({}, QStringLiteral("ellipsis"), "flat"))
    , m_menu(new QMenu(this))
    , m_origin(QDateTime::currentDateTimeUtc())
{
    auto *head = new FlowLayout(true);
    head->setContentsMargins(11, 5, 5, 0);
    head->setSpacing(5);
    head->addWidget(m_title);
    head->addWidget(m_choice);
    head->addWidget(m_subtitle);
    auto *legend = new QWidget;
    auto *signs = new QHBoxLayout(legend);
    signs->setContentsMargins(0, 0, 0, 0);
    signs->setSpacing(5);
    for (const ChartLine &line : lines) {
        auto *value = new TextLabel(FontRole::Small);
        m_values.append(value);
        if (lines.size() > 1) {
            signs->addWidget(new LegendLine(line));
            value->setText(line.name);
        }
        signs->addWidget(value);
        value->setVisible(lines.size() > 1);
    }
    signs->addWidget(m_figure);
    // The figure stands at the right edge, whatever room it is given.
    auto *inside = static_cast<QHBoxLayout *>(m_figure->layout());
    inside->setStretchFactor(m_figure->label(), 0);
    inside->insertStretch(0, 1);
    m_figure->hide();
    m_choice->hide();
    m_choice->setProperty("low", true);
    m_choice->setLayoutDirection(Qt::RightToLeft);
    m_choice->setFont(fontFor(FontRole::CardTitle));
    m_more->setProperty("low", true);
    m_more->setAccessibleName(tr("More about %1").arg(title));
    m_more->setToolTip(tr("Window of time, table, picture, figures"));
    signs->addWidget(m_more);
    head->addWidget(legend);
    body()->addLayout(head);
    body()->addWidget(m_view, 1);
    m_view->setAccessibleName(title);
    m_view->setMinimumHeight(62);
    makeMenu();
    connect(m_more, &QPushButton::clicked, this,
        [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void ChartCard::makeMenu()
{
    auto *group = new QActionGroup(m_menu);
    const std::pair<QString, double> windows[] = {{tr("Last 5 minutes"), 300}, {tr("Last hour"), 3600},
        {tr("Last 24 hours"), 86400}, {tr("Last 7 days"), 604800}, {tr("Whole run"), 0}};
    for (const auto &[name, seconds] : windows) {
        QAction *action = m_menu->addAction(name);
        action->setCheckable(true);
        action->setData(seconds);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, span = seconds] { Q_EMIT windowChosen(span); });
    }
    connect(m_menu, &QMenu::aboutToShow, this, [this, group] {
        const auto actions = group->actions();
        for (QAction *action : actions)
            action->setChecked(action->data().toDouble() == m_view->window());
    });
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Show as table")), &QAction::triggered, this, &ChartCard::showTable);
    m_menu->addSeparator();
    for (const QString &suffix : {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("csv")}) {
        connect(m_menu->addAction(tr("Save as %1…").arg(suffix.toUpper())), &QAction::triggered, this,
            [this, suffix] { askForFile(suffix); });
    }
}

void ChartCard::offer(const QStringList &titles)
{
    m_title->hide();
    m_more->hide(); // one menu is enough, and the legend wants the room
    m_choice->show();
    // The text of the button stands where the title stood.
    body()->itemAt(0)->layout()->setContentsMargins(1, 5, 11, 0);
    m_choice->setAccessibleName(tr("Chart: %1").arg(title()));
    m_choice->setToolTip(tr("Other charts, window of time, table, picture, figures"));
    QAction *before = m_menu->actions().first();
    for (int i = 0; i < titles.size(); ++i) {
        auto *action = new QAction(titles.at(i), m_menu);
        action->setCheckable(true);
        action->setChecked(titles.at(i) == title());
        m_menu->insertAction(before, action);
        connect(action, &QAction::triggered, this, [this, i, action] {
            action->setChecked(action->text() == title()); // this card stays what it is
            Q_EMIT chosen(i);
        });
    }
    m_menu->insertSeparator(before);
    connect(m_choice, &QPushButton::clicked, this,
        [this] { m_menu->popup(m_choice->mapToGlobal(QPoint(0, m_choice->height()))); });
}

void ChartCard::setValue(int line, const QString &text)
{
    m_values.at(line)->setText(text);
}

void ChartCard::setFigure(const QString &icon, const QString &text, IconColor color)
{
    m_figure->show();
    m_figure->setContent(icon, text, color, color != IconColor::Ok);
    QFont font = fontFor(FontRole::CardTitle);
    m_figure->label()->setFont(font);
    if (color == IconColor::Ok) {
        QPalette own = m_figure->label()->palette();
        own.setColor(QPalette::WindowText, Theme::tokens().text);
        m_figure->label()->setPalette(own);
    }
}

QByteArray ChartCard::csv() const
{
    QByteArray text = "time";
    const auto lines = m_view->lines();
    for (const ChartLine &line : lines)
        text += ',' + line.name.toUtf8();
    text += '\n';
    const auto readings = m_view->readings();
    for (const LineChartView::Reading &reading : readings) {
        text += m_origin.addMSecs(qRound64(reading.seconds * 1000)).toUTC().toString(Qt::ISODateWithMs).toUtf8();
        for (const double value : reading.values)
            text += ',' + (value < 0 ? QByteArray() : QByteArray::number(value, 'g', 12));
        text += '\n';
    }
    return text;
}

void ChartCard::paintPicture(QPainter *painter, const QSizeF &size) const
{
    const Tokens &t = Theme::tokens();
    painter->fillRect(QRectF({}, size), t.base);
    painter->setFont(fontFor(FontRole::CardTitle));
    painter->setPen(t.text);
    const int head = painter->fontMetrics().height() + 10;
    painter->drawText(QRectF(12, 0, size.width() - 24, head), Qt::AlignLeft | Qt::AlignVCenter, title());
    painter->setFont(fontFor(FontRole::Small));
    qreal x = size.width() - 12;
    const auto lines = m_view->lines();
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const qreal width = painter->fontMetrics().horizontalAdvance(line->name);
        x -= width;
        painter->setPen(t.text);
        painter->drawText(QRectF(x, 0, width + 2, head), Qt::AlignLeft | Qt::AlignVCenter, line->name);
        x -= 22;
        paintLine(painter, *line, {x, head / 2.0});
        x -= 10;
    }
    m_view->render(painter, QRectF(0, head, size.width(), size.height() - head), {}, Qt::IgnoreAspectRatio);
}

QString ChartCard::save(const QString &path) const
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QSize size = m_view->size().expandedTo(leastPicture) + QSize(0, fontMetrics().height() + 12);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (suffix == QLatin1String("csv")) {
        buffer.write(csv());
    } else if (suffix == QLatin1String("svg")) {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(), size));
        svg.setTitle(title());
        QPainter painter(&svg);
        paintPicture(&painter, size);
    } else if (suffix == QLatin1String("png")) {
        QPixmap picture(size * pictureScale);
        picture.setDevicePixelRatio(pictureScale);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        paintPicture(&painter, size);
        painter.end();
        picture.save(&buffer, "PNG");
    } else {
        return tr("A chart is saved as .png, .svg or .csv. Choose one of them.");
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return tr("The chart can't be written to %1: %2. Choose another place.").arg(path, file.errorString());
    return {};
}

void ChartCard::askForFile(const QString &suffix)
{
    const QString name = title().remove(u'/').simplified().replace(u' ', u'-').toLower() + u'.' + suffix;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save %1").arg(title()), name);
    if (path.isEmpty())
        return;
    if (const QString problem = save(path); !problem.isEmpty())
        QMessageBox::warning(this, tr("Save %1").arg(title()), problem);
}

void ChartCard::showTable()
{
    auto *table = new ChartTable(*this, window());
    table->setAttribute(Qt::WA_DeleteOnClose);
    table->show();
}

} // namespace godwit
