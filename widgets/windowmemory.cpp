// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/windowmemory.h"

#include "models/discretion.h"
#include "widgets/fittedcolumns.h"
#include "widgets/sharedcolumns.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMainWindow>
#include <QScreen>
#include <QTableView>
#include <QTimer>

namespace godwit {
namespace {

const QString lastScreenKey = QStringLiteral("last_screen");

//! A screen is known again by its name and its size: a beamer at the same plug is another screen.
QString keyOf(const QScreen *screen)
{
    const QSize size = screen->size();
    QString name = screen->name();
    for (QChar &letter : name) {
        if (!letter.isLetterOrNumber())
            letter = u'_';
    }
    return QStringLiteral("%1_%2x%3").arg(name).arg(size.width()).arg(size.height());
}

QScreen *screenOf(const QString &key)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (QScreen *screen : screens) {
        if (keyOf(screen) == key)
            return screen;
    }
    return QGuiApplication::primaryScreen();
}

//! The page's class and the table's place in it: nothing that a translation changes.
QString keyOf(const QTableView *table, int number)
{
    const QString page = QString::fromLatin1(table->parentWidget()->metaObject()->className()).section(u':', -1);
    return table->objectName().isEmpty() ? QStringLiteral("%1_%2").arg(page).arg(number) : table->objectName();
}

QRect centred(const QSize &size, const QRect &screen)
{
    QRect rect(QPoint(), size);
    rect.moveCenter(screen.center());
    return WindowMemory::inside(rect, screen);
}

} // namespace

WindowMemory::WindowMemory(const QString &file, QObject *parent) : QObject(parent)
{
    if (!file.isEmpty())
        m_settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    if (const QScreen *screen = screenOf(value(lastScreenKey).toString()))
        m_screen = keyOf(screen);
}

WindowMemory::~WindowMemory() = default;

QRect WindowMemory::inside(const QRect &wanted, const QRect &screen)
{
    QRect rect(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
    rect.moveLeft(std::clamp(rect.left(), screen.left(), screen.right() - rect.width() + 1));
    rect.moveTop(std::clamp(rect.top(), screen.top(), screen.bottom() - rect.height() + 1));
    return rect;
}

QVariant WindowMemory::value(const QString &key) const
{
    return m_settings ? m_settings->value(key) : m_values.value(key);
}

void WindowMemory::setValue(const QString &key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
    else
        m_values.insert(key, value);
}

QString WindowMemory::group() const
{
    return QString(QStringLiteral("screen_") + m_screen + u'/');
}

void WindowMemory::restore(QMainWindow *window)
{
    const QScreen *screen = screenOf(value(lastScreenKey).toString());
    if (!screen)
        return;
    m_screen = keyOf(screen);
    const QRect room = screen->availableGeometry();
    const QRect kept = value(group() + QStringLiteral("geometry")).toRect();
    // A title bar above the screen could not be reached any more.
    window->setGeometry(kept.isValid() ? inside(kept, room) : centred(window->size(), room));
    if (value(group() + QStringLiteral("maximized")).toBool())
        window->setWindowState(window->windowState() | Qt::WindowMaximized);
}

void WindowMemory::save(const QMainWindow *window)
{
    m_screen = keyOf(window->screen());
    setValue(lastScreenKey, m_screen);
    setValue(group() + QStringLiteral("maximized"), window->isMaximized());
    if (!window->isMaximized())
        setValue(group() + QStringLiteral("geometry"), window->geometry());
    for (const Table &table : std::as_const(m_tables)) {
        if (!table.view)
            continue;
        const QHeaderView *header = table.view->horizontalHeader();
        const FittedColumns *fitted = FittedColumns::of(table.view);
        const SharedColumns *shared = SharedColumns::of(table.view);
        const bool chosen = !shared || shared->isChosen(); // widths that follow the window are not kept
        setValue(QString(group() + table.key), fitted ? fitted->usual() : header->saveState());
        setValue(QString(group() + table.key + QStringLiteral("_count")), chosen ? header->count() : 0);
    }
    for (const QPointer<QMainWindow> &view : std::as_const(m_docks)) {
        // A presentation has a layout of its own.
        if (view && view->isVisible() && !Discretion::instance().isActive())
            setValue(group() + QStringLiteral("docks"), view->saveState());
    }
    if (m_settings)
        m_settings->sync();
}

void WindowMemory::adoptTables(QWidget *page)
{
    int number = 0;
    const QList<QTableView *> tables = page->findChildren<QTableView *>();
    for (QTableView *view : tables) {
        QHeaderView *header = view->horizontalHeader();
        const Table table{view, keyOf(view, number++), header->saveState()};
        m_tables.append(table);
        // After an update a table may have other columns; then the kept ones say nothing.
        if (value(QString(group() + table.key + QStringLiteral("_count"))).toInt() != header->count())
            continue;
        header->restoreState(value(QString(group() + table.key)).toByteArray());
        if (SharedColumns *shared = SharedColumns::of(view))
            shared->setChosen(true);
    }
    m_tables.removeIf([](const Table &table) { return !table.view; });
}

void WindowMemory::adoptDocks(QMainWindow *view)
{
    m_docks.append(view);
    m_docks.removeIf([](const QPointer<QMainWindow> &known) { return !known; });
    view->installEventFilter(this);
}

bool WindowMemory::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        watched->removeEventFilter(this);
        // Later: it still gets its size, and with that its usual layout.
        QTimer::singleShot(0, watched, [this, view = qobject_cast<QMainWindow *>(watched)] {
            if (const QByteArray kept = value(group() + QStringLiteral("docks")).toByteArray(); view && !kept.isEmpty())
                view->restoreState(kept);
        });
    }
    return QObject::eventFilter(watched, event);
}

void WindowMemory::reset()
{
    if (m_settings) {
        const QStringList groups = m_settings->childGroups();
        for (const QString &name : groups) {
            if (name.startsWith(QLatin1String("screen_")))
                m_settings->remove(name);
        }
    } else {
        m_values.removeIf([](const std::pair<const QString &, QVariant &> &entry) {
            return entry.first.startsWith(QLatin1String("screen_"));
        });
    }
    for (const Table &table : std::as_const(m_tables)) {
        if (!table.view)
            continue;
        table.view->horizontalHeader()->restoreState(table.usual);
        if (SharedColumns *shared = SharedColumns::of(table.view))
            shared->setChosen(false);
    }
}

} // namespace godwit
