// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shortcutsdialog.h"

#include "widgets/panels.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QVBoxLayout>

namespace godwit {
namespace {

QString plain(QString text)
{
    return text.remove(u'&').remove(u'…');
}

void collect(const QMenu *menu, QList<ShortcutsDialog::Row> &rows)
{
    const QList<QAction *> actions = menu->actions();
    for (const QAction *action : actions) {
        if (action->menu())
            collect(action->menu(), rows);
        else if (!action->shortcut().isEmpty())
            rows.append({plain(action->text()), action->shortcut().toString(QKeySequence::NativeText)});
    }
}

//! A key as it is printed on a keyboard.
class KeyLabel final : public QLabel
{
public:
    explicit KeyLabel(const QString &text) : QLabel(text)
    {
        setFont(fontFor(FontRole::Small));
        setContentsMargins(7, 2, 7, 2);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::tokens().control, 1));
        painter.setBrush(Theme::tokens().button);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.end();
        QLabel::paintEvent(event);
    }
};

} // namespace

QList<ShortcutsDialog::Group> ShortcutsDialog::groups(const QMenuBar *menus)
{
    QList<Group> groups;
    const QList<QAction *> actions = menus->actions();
    for (const QAction *action : actions) {
        Group group{plain(action->text()), {}};
        if (action->menu())
            collect(action->menu(), group.rows);
        if (!group.rows.isEmpty())
            groups.append(group);
    }
    const auto keys = [](const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); };
    groups.append({tr("Tables and fields"),
        {{tr("Tick the selected rows"), keys(Qt::Key_Space)}, {tr("Clear the filter"), keys(Qt::Key_Escape)},
            {tr("Copy the selected rows"), keys(QKeySequence::Copy)}}});
    return groups;
}

ShortcutsDialog::ShortcutsDialog(const QMenuBar *menus, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel(tr("Keyboard"), FontRole::PanelTitle));
    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 12, 0);
    columns->setSpacing(40);
    QGridLayout *grids[2];
    int used[2] = {0, 0};
    for (auto &grid : grids) {
        auto *column = new QVBoxLayout;
        grid = new QGridLayout;
        grid->setHorizontalSpacing(24);
        grid->setVerticalSpacing(6);
        grid->setColumnStretch(0, 1);
        column->addLayout(grid);
        column->addStretch();
        columns->addLayout(column, 1);
    }
    const QList<Group> all = groups(menus);
    for (const Group &group : all) {
        const int side = used[0] <= used[1] ? 0 : 1;
        QGridLayout *grid = grids[side];
        auto *title = new TextLabel(group.title, FontRole::CardTitle);
        title->setContentsMargins(0, used[side] > 0 ? 10 : 0, 0, 2);
        grid->addWidget(title, grid->rowCount(), 0, 1, 2);
        for (const Row &row : group.rows) {
            const int line = grid->rowCount();
            grid->addWidget(new TextLabel(row.name, FontRole::Body), line, 0);
            grid->addWidget(new KeyLabel(row.keys), line, 1, Qt::AlignRight);
        }
        used[side] += static_cast<int>(group.rows.size()) + 2;
    }
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Keyboard"));
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(scroll, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    const QSize wanted = content->sizeHint() + QSize(60, 120);
    const QSize most = parent ? parent->window()->size() - QSize(80, 80) : wanted;
    resize(wanted.boundedTo(most));
    scroll->setMinimumWidth(std::min(content->minimumSizeHint().width() + 16, most.width() - 32));
}

} // namespace godwit
