// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/linelist.h"

#include "widgets/panels.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {

LineList::LineList(QString name, const QString &add, QWidget *parent)
    : QWidget(parent)
    , m_name(std::move(name))
    , m_layout(new QVBoxLayout(this))
    , m_add(makeButton(add, QStringLiteral("plus"), "flat"))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        nameRows();
        m_rows.last().edit->setFocus(Qt::OtherFocusReason);
    });
    addRow({});
    nameRows();
}

void LineList::addRow(const QString &text)
{
    Row row{new QWidget, new QLineEdit(text), makeButton({}, QStringLiteral("x"), "flat")};
    row.edit->setPlaceholderText(m_rows.isEmpty() ? m_placeholder : QString());
    auto *layout = new QHBoxLayout(row.line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(row.edit, 1);
    layout->addWidget(row.remove);
    connect(row.edit, &QLineEdit::textEdited, this, [this] {
        nameRows();
        Q_EMIT edited();
    });
    connect(row.remove, &QPushButton::clicked, this, [this, line = row.line] { removeRow(line); });
    QWidget *before = m_rows.isEmpty() ? nullptr : m_rows.last().remove;
    m_layout->insertWidget(int(m_rows.size()), row.line);
    m_rows.append(row);
    if (before)
        setTabOrder(before, row.edit);
    setTabOrder(row.edit, row.remove);
    setTabOrder(row.remove, m_add);
}

void LineList::dropRow(qsizetype row)
{
    QWidget *line = m_rows.takeAt(row).line;
    m_layout->removeWidget(line);
    line->hide();
    line->deleteLater();
}

void LineList::removeRow(const QWidget *line)
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [line](const Row &row) { return row.line == line; });
    if (it == m_rows.end())
        return;
    dropRow(it - m_rows.begin());
    if (m_rows.isEmpty())
        addRow({});
    nameRows();
    m_add->setFocus(Qt::OtherFocusReason); // a known place, since the button is gone
    Q_EMIT edited();
}

//! Numbers change with the rows; the only empty row has nothing to remove.
void LineList::nameRows()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        row.edit->setAccessibleName(m_name.arg(i + 1));
        row.remove->setAccessibleName(tr("Remove %1").arg(row.edit->accessibleName()));
        row.remove->setToolTip(row.remove->accessibleName());
        row.remove->setVisible(m_rows.size() > 1 || !row.edit->text().isEmpty());
    }
}

void LineList::setLines(const QStringList &lines)
{
    QStringList wanted;
    for (const QString &line : lines)
        if (const QString text = line.trimmed(); !text.isEmpty())
            wanted.append(text);
    if (wanted == this->lines())
        return; // a row that is about to be typed stays
    while (!m_rows.isEmpty())
        dropRow(m_rows.size() - 1);
    for (const QString &line : std::as_const(wanted))
        addRow(line);
    if (m_rows.isEmpty())
        addRow({});
    nameRows();
}

QStringList LineList::lines() const
{
    QStringList lines;
    for (const Row &row : m_rows)
        if (const QString text = row.edit->text().trimmed(); !text.isEmpty())
            lines.append(text);
    return lines;
}

void LineList::setPlaceholderText(const QString &text)
{
    m_placeholder = text;
    m_rows.first().edit->setPlaceholderText(text);
}

} // namespace godwit
