// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/linechart.h"
#include "widgets/panels.h"

#include <QDateTime>

class QMenu;

namespace godwit {

class IconText;

//! A card with title, legend with the current values, the plot, and a menu: window of time, table, picture, figures.
class ChartCard final : public Card
{
    Q_OBJECT
public:
    ChartCard(
        const QString &title, QList<ChartLine> lines, std::function<QString(double)> label, QWidget *parent = nullptr);
    LineChartView *view() const { return m_view; }
    QString title() const { return m_title->text(); }
    QMenu *menu() const { return m_menu; }
    void setSubtitle(const QString &text) { m_subtitle->setText(text); }
    void setValue(int line, const QString &text);
    //! A figure at the right of the title, with an icon, in place of the legend.
    void setFigure(const QString &icon, const QString &text, IconColor color);
    //! The title becomes a button that offers these charts; chosen() tells which.
    void offer(const QStringList &titles);
    //! The time at second 0 of the chart.
    void setOrigin(const QDateTime &origin) { m_origin = origin; }
    QDateTime origin() const { return m_origin; }

    //! Time in ISO 8601 and plain numbers, a line for each point that is drawn.
    QByteArray csv() const;
    //! By the suffix: .png, .svg or .csv. An empty string, or what went wrong.
    QString save(const QString &path) const;
    void showTable();

Q_SIGNALS:
    void chosen(int chart);
    void windowChosen(double seconds);

private:
    void makeMenu();
    void askForFile(const QString &suffix);
    void paintPicture(QPainter *painter, const QSizeF &size) const;

    LineChartView *m_view;
    QLabel *m_title;
    QPushButton *m_choice;
    QLabel *m_subtitle;
    QList<QLabel *> m_values;
    IconText *m_figure;
    QPushButton *m_more;
    QMenu *m_menu;
    QDateTime m_origin;
};

} // namespace godwit
