// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QSortFilterProxyModel>

namespace godwit {

//! Which indices are shown: a word with wildcards, and one of the chips above the table.
class IndexFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Chip { All, Copying, Following, Waiting, Rejects, Stopped };

    explicit IndexFilterProxy(QObject *parent = nullptr);

    void setChip(Chip chip);
    Chip chip() const { return m_chip; }
    //! `*` and `?` are wildcards; a word without them matches anywhere in the name.
    void setNameFilter(const QString &text);
    QString nameFilter() const { return m_text; }
    //! Number of source rows that a chip would show.
    int countOf(Chip chip) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool chipAccepts(Chip chip, int sourceRow) const;

    Chip m_chip = Chip::All;
    QString m_text;
    QRegularExpression m_pattern;
};

} // namespace godwit
