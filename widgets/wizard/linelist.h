// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace godwit {

//! A list of texts as fields below each other, with buttons to add and remove one.
class LineList final : public QWidget
{
    Q_OBJECT
public:
    //! `name`: what one of them is, with %1 for its number; `add`: of the button.
    LineList(QString name, const QString &add, QWidget *parent = nullptr);

    void setLines(const QStringList &lines);
    //! Without those that are empty.
    QStringList lines() const;
    void setPlaceholderText(const QString &text);
    QLineEdit *edit(int row) const { return m_rows.at(row).edit; }
    QPushButton *removeButton(int row) const { return m_rows.at(row).remove; }
    QPushButton *addButton() const { return m_add; }
    int count() const { return int(m_rows.size()); }

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QWidget *line;
        QLineEdit *edit;
        QPushButton *remove;
    };
    void addRow(const QString &text);
    void dropRow(qsizetype row);
    void removeRow(const QWidget *line);
    void nameRows();

    QString m_name;
    QString m_placeholder;
    QList<Row> m_rows; //!< one at least
    QVBoxLayout *m_layout;
    QPushButton *m_add;
};

} // namespace godwit
