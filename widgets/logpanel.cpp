// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logpanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/logfilterproxy.h"
#include "models/logmodel.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/statelook.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! Time, icon of the level, index, text.
class LogDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(
        QPainter *painter, const QStyleOptionViewItem &, const QRect &given, const QModelIndex &index) const override
    {
        QRect room = given;
        painter->setPen(index.column() == LogModel::TextColumn ? Theme::tokens().text : Theme::tokens().textSecondary);
        if (index.column() == LogModel::IndexColumn) {
            const auto look = lookOfEvent(static_cast<EventLevel>(index.data(LogModel::LevelRole).toInt()));
            paintIcon(painter, takeIconPlace(painter, &room, 20), look.icon, toneColor(look.tone));
        }
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(discreet(index.data().toString()), Qt::ElideRight, room.width()));
    }
};

} // namespace

LogPanel::LogPanel(LogModel *model, QWidget *parent)
    : Card(parent)
    , m_model(model)
    , m_proxy(new LogFilterProxy(this))
    , m_table(new QTableView)
    , m_level(new QComboBox)
    , m_filter(new QLineEdit)
    , m_hold(makeButton(tr("Hold"), QStringLiteral("pause"), "flat"))
    , m_missed(new TextLabel(FontRole::Small, TextColor::Secondary))
{
    m_proxy->setSourceModel(model);
    body()->addLayout(makeHead());
    addLine();
    body()->addWidget(m_table, 1);
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Log"));
    m_table->setItemDelegate(new LogDelegate(m_table));
    m_table->setFont(fontFor(FontRole::Small));
    dressTable(m_table, 5);
    m_table->setAlternatingRowColors(false);
    copyRowsByKey(m_table);
    m_table->horizontalHeader()->hide();
    const QFontMetrics metrics(m_table->font());
    m_table->setColumnWidth(LogModel::TimeColumn, metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 18);
    m_table->setColumnWidth(
        LogModel::IndexColumn, metrics.horizontalAdvance(QStringLiteral("order-events-000018")) + 40);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &LogPanel::keepPlace);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogPanel::fitTime);
    fitTime();
    connect(m_hold, &QPushButton::toggled, this, &LogPanel::hold);
}

QLayout *LogPanel::makeHead()
{
    auto *lines = new FlowLayout(true);
    lines->setContentsMargins(10, 3, 8, 3);
    auto *titles = new QWidget;
    auto *head = new QHBoxLayout(titles);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(8);
    head->addWidget(new TextLabel(tr("Log"), FontRole::CardTitle));
    head->addWidget(new TextLabel(tr("newest first"), FontRole::Small, TextColor::Secondary));
    head->addWidget(m_missed);
    lines->addWidget(titles);
    auto *controls = new QWidget;
    head = new QHBoxLayout(controls);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(8);
    m_level->addItem(tr("All lines"), static_cast<int>(EventLevel::Info));
    m_level->addItem(tr("Warnings and errors"), static_cast<int>(EventLevel::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(EventLevel::Error));
    m_level->setAccessibleName(tr("Least level"));
    m_level->view()->setAccessibleName(m_level->accessibleName());
    m_filter->setPlaceholderText(tr("Filter log"));
    m_filter->setAccessibleName(tr("Filter log"));
    m_filter->setClearButtonEnabled(true);
    setTextWidth(m_filter, 150);
    auto *save = makeButton(tr("Export…"), QStringLiteral("download"), "flat");
    m_hold->setCheckable(true);
    m_hold->setToolTip(tr("Keeps the lines where they are while new ones come in."));
    for (QWidget *part : std::initializer_list<QWidget *>{m_filter, m_level, m_hold, save}) {
        part->setProperty("low", true);
        part->setFont(fontFor(FontRole::Small));
        head->addWidget(part);
    }
    lines->addWidget(controls);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &LogFilterProxy::setText);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), m_filter, {}, {}, Qt::WidgetShortcut), &QShortcut::activated,
        m_filter, &QLineEdit::clear);
    connect(m_level, &QComboBox::currentIndexChanged, this,
        [this] { m_proxy->setLevel(static_cast<EventLevel>(m_level->currentData().toInt())); });
    connect(save, &QPushButton::clicked, this, &LogPanel::exportLog);
    return lines;
}

void LogPanel::keepPlace(const QModelIndex &, int first, int last)
{
    QScrollBar *bar = m_table->verticalScrollBar();
    const int place = bar->value();
    // Whoever has scrolled away reads; the lines under his eyes stay as well.
    if (first > place || (!m_hold->isChecked() && place == 0))
        return;
    const int come = last - first + 1;
    if (m_hold->isChecked()) {
        m_since += come;
        m_missed->setText(tr("%1 new above").arg(formats::count(m_since)));
    }
    // The range of the bar grows once the view has laid the new rows out.
    QTimer::singleShot(0, m_table, [this, bar, wanted = place + come] { bar->setValue(wanted); });
}

//! The oldest line may be of another day, and says so.
void LogPanel::fitTime()
{
    const QString oldest = m_model->index(m_model->rowCount() - 1, LogModel::TimeColumn).data().toString();
    const int wanted = QFontMetrics(m_table->font()).horizontalAdvance(oldest) + 18;
    if (wanted > m_table->columnWidth(LogModel::TimeColumn))
        m_table->setColumnWidth(LogModel::TimeColumn, wanted);
}

void LogPanel::hold(bool on)
{
    m_since = 0;
    m_missed->clear();
    if (!on)
        m_table->scrollToTop();
}

void LogPanel::exportLog()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export log"), QStringLiteral("godwit.log"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_model->toText().toUtf8()) < 0 || !file.commit())
        QMessageBox::warning(this, tr("Export log"),
            tr("The log can't be written to %1: %2. Choose another place.").arg(path, file.errorString()));
}

} // namespace godwit
