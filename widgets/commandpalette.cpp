// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/commandpalette.h"

#include "widgets/icons.h"
#include "widgets/panels.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int mostRows = 10;

class CommandDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, QFontMetrics(fontFor(FontRole::Body)).height() + 13};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.selection);
            painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 4, 4);
            painter->setBrush(t.accent);
            painter->drawRoundedRect(
                QRect(option.rect.left(), option.rect.top() + 1, 3, option.rect.height() - 2), 1.5, 1.5);
        }
        QRect room = option.rect.adjusted(12, 0, -10, 0);
        const QString iconName = index.data(CommandModel::IconRole).toString();
        if (!iconName.isEmpty())
            paintIcon(painter, QRectF(room.left(), room.center().y() - 7, 15, 15), iconName, t.textSecondary);
        room.setLeft(room.left() + 25);
        painter->setFont(fontFor(FontRole::Small));
        painter->setPen(t.textSecondary);
        QString right = index.data(CommandModel::PlaceRole).toString();
        if (const QString keys = index.data(CommandModel::KeysRole).toString(); !keys.isEmpty())
            right += QStringLiteral("   ") + keys;
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, right);
        room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(right) - 16);
        drawTitle(painter, room, index);
        painter->restore();
    }

private:
    //! The letters that fit are semi-bold.
    static void drawTitle(QPainter *painter, const QRect &room, const QModelIndex &index)
    {
        const QFont plain = fontFor(FontRole::Body);
        QFont bold = plain;
        bold.setWeight(QFont::Bold);
        const auto marks = index.data(CommandModel::MarksRole).value<QList<int>>();
        const QString title = QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, room.width());
        painter->setPen(Theme::tokens().text);
        int x = room.left();
        for (int i = 0; i < title.size();) {
            const bool marked = marks.contains(i);
            int end = i + 1;
            while (end < title.size() && marks.contains(end) == marked)
                ++end;
            const QString part = title.mid(i, end - i);
            painter->setFont(marked ? bold : plain);
            painter->drawText(QRect(x, room.top(), room.right() - x, room.height()), Qt::AlignVCenter, part);
            x += painter->fontMetrics().horizontalAdvance(part);
            i = end;
        }
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window), m_model(new CommandModel(this)), m_edit(new QLineEdit), m_list(new QListView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    m_edit->setPlaceholderText(tr("Type a command, a page, a connection or a migration"));
    m_edit->setAccessibleName(tr("Command"));
    m_edit->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    setAccessibleName(tr("Command palette"));
    hide();
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::takePattern);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != m_edit)
            hide();
    });
}

void CommandPalette::open(QList<Command> commands)
{
    m_before = QApplication::focusWidget();
    m_model->setCommands(std::move(commands));
    m_edit->clear();
    takePattern();
    place();
    show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget();
    const int row = m_list->itemDelegate()->sizeHint({}, {}).height();
    const int width = std::min(620, window->width() - 40);
    const int height = std::min(m_edit->sizeHint().height() + 30 + mostRows * row, window->height() - 80);
    setGeometry((window->width() - width) / 2, std::min(64, window->height() / 10), width, height);
}

void CommandPalette::takePattern()
{
    m_model->setPattern(m_edit->text());
    m_list->setCurrentIndex(m_model->index(0));
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const auto run = m_model->command(current.row()).run;
    dismiss();
    if (run)
        run();
}

void CommandPalette::dismiss()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::move(int rows)
{
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, std::max(0, m_model->rowCount() - 1));
    m_list->setCurrentIndex(m_model->index(row));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool ours = key == Qt::Key_Escape || key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown
        || key == Qt::Key_PageUp;
    if (!ours)
        return false;
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (key == Qt::Key_Escape)
        dismiss();
    else
        move(key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? mostRows - 1 : 1 - mostRows);
    return true;
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), Theme::tokens().window);
    painter.setPen(QPen(Theme::tokens().control, 1));
    painter.setBrush(Theme::tokens().base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace godwit
