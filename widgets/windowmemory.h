// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QRect>
#include <QSettings>
#include <QVariant>

#include <memory>

class QMainWindow;
class QScreen;
class QTableView;

namespace godwit {

//! Where the window stood, how its docks and columns were, and what was chosen in the View menu: kept for each screen
//! by itself, so that a laptop has one layout at the desk and another on the road.
class WindowMemory final : public QObject
{
    Q_OBJECT
public:
    //! Without a file nothing outlives the program.
    explicit WindowMemory(const QString &file, QObject *parent = nullptr);
    ~WindowMemory() override;

    void restore(QMainWindow *window);
    void save(const QMainWindow *window);
    //! Restores the columns of all tables below a page, now, and keeps them when the window is saved.
    void adoptTables(QWidget *page);
    //! Restores the docks when the view is shown for the first time: before that it has no size.
    void adoptDocks(QMainWindow *view);
    //! Forgets every layout and puts the tables back.
    void reset();

    QVariant value(const QString &key) const;
    void setValue(const QString &key, const QVariant &value);

    //! The wanted rectangle, made smaller and moved so that it lies inside the screen.
    static QRect inside(const QRect &wanted, const QRect &screen);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Table
    {
        QPointer<QTableView> view;
        QString key;
        QByteArray usual; //!< as the page made it
    };
    QString group() const;

    std::unique_ptr<QSettings> m_settings;
    QHash<QString, QVariant> m_values; //!< without a file
    QString m_screen; //!< key of the screen that layouts are read for
    QList<Table> m_tables;
    QList<QPointer<QMainWindow>> m_docks;
};

} // namespace godwit
