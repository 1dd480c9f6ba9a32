// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logpanel.h"

#include "models/logmodel.h"
#include "widgets/indexdelegates.h"
#include "widgets/statelook.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QTableView>
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
            paintIcon(painter, QRectF(room.left(), room.center().y() - 6, 13, 13), look.icon, toneColor(look.tone));
            room.adjust(20, 0, 0, 0);
        }
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

class WarningsOnly final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setActive(bool active)
    {
        m_active = active;
        invalidateRowsFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return !m_active
            || sourceModel()->index(row, 0, parent).data(LogModel::LevelRole).toInt()
            > static_cast<int>(EventLevel::Info);
    }

private:
    bool m_active = false;
};

} // namespace

LogPanel::LogPanel(LogModel *model, QWidget *parent)
    : Card(parent)
    , m_model(model)
    , m_proxy(new WarningsOnly(this))
    , m_table(new QTableView)
    , m_hint(new TextLabel(tr("newest first"), FontRole::Small, TextColor::Secondary))
    , m_warnings(makeButton(tr("Warnings only"), QStringLiteral("list-filter"), "flat"))
{
    m_proxy->setSourceModel(model);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 3, 8, 3);
    head->setSpacing(8);
    head->addWidget(new TextLabel(tr("Log"), FontRole::CardTitle));
    head->addWidget(m_hint);
    head->addStretch();
    auto *save = makeButton(tr("Export…"), QStringLiteral("download"), "flat");
    for (QPushButton *button : {m_warnings, save}) {
        button->setProperty("low", true);
        button->setFont(fontFor(FontRole::Small));
        head->addWidget(button);
    }
    m_warnings->setCheckable(true);
    body()->addLayout(head);
    addLine();
    body()->addWidget(m_table, 1);
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Log"));
    m_table->setItemDelegate(new LogDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setFont(fontFor(FontRole::Small));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_table->font()).height() + 5);
    const QFontMetrics metrics(m_table->font());
    m_table->setColumnWidth(LogModel::TimeColumn, metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 18);
    m_table->setColumnWidth(
        LogModel::IndexColumn, metrics.horizontalAdvance(QStringLiteral("order-events-000018")) + 40);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_warnings, &QPushButton::toggled, this, [this](bool on) {
        static_cast<WarningsOnly *>(m_proxy)->setActive(on);
        m_hint->setText(on ? tr("warnings and errors, newest first") : tr("newest first"));
    });
    connect(save, &QPushButton::clicked, this, &LogPanel::exportLog);
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
