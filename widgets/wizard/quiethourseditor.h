// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/quiethours.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QTimeEdit;
class QVBoxLayout;

namespace godwit {

//! The hours of a plan in which other limits hold: a row each, with days, times and limits.
class QuietHoursEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit QuietHoursEditor(QWidget *parent = nullptr);

    void setHours(const QList<QuietHours> &hours);
    QList<QuietHours> hours() const;
    QPushButton *addButton() const { return m_add; }

    //! The controls of one row.
    struct Row
    {
        QWidget *whole;
        QList<QCheckBox *> days; //!< Monday first
        QTimeEdit *from;
        QTimeEdit *to;
        QDoubleSpinBox *documents;
        QDoubleSpinBox *megabytes;
        QLabel *text; //!< the row as a sentence
        QPushButton *remove;
    };
    const QList<Row> &rows() const { return m_rows; }

Q_SIGNALS:
    void changed();

private:
    void addRow(const QuietHours &hours);
    QWidget *makeDays(Row &row, const QuietHours &hours);
    void removeRow(const QWidget *whole);
    //! `day` is the tick that was changed, if it was one.
    void follow(const QWidget *whole, QCheckBox *day = nullptr);
    static QuietHours hoursOf(const Row &row);

    QVBoxLayout *m_list;
    QPushButton *m_add;
    QList<Row> m_rows;
};

} // namespace godwit
