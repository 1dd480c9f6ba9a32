// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QSortFilterProxyModel>

#include <array>

namespace godwit {

//! Which indices are shown: a word with wildcards, and one of the chips above the table. Rows don't jump with every
//! value that comes in: they take their new places when refresh() is called.
class IndexFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Chip { All, Copying, Following, Waiting, Rejects, Stopped };
    static constexpr int chipCount = 6;

    explicit IndexFilterProxy(QObject *parent = nullptr);

    void setChip(Chip chip);
    Chip chip() const { return m_chip; }
    //! `*` and `?` are wildcards; a word without them matches anywhere in the name.
    void setNameFilter(const QString &text);
    QString nameFilter() const { return m_text; }
    //! Number of source rows that each chip would show.
    std::array<int, chipCount> counts() const;
    int countOf(Chip chip) const { return counts().at(static_cast<std::size_t>(chip)); }
    //! Filters and sorts again where the values of now ask for it; tells the view only when something moves.
    void refresh();

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool accepts(int sourceRow) const;
    bool inPlace() const;

    Chip m_chip = Chip::All;
    QString m_text;
    QRegularExpression m_pattern; //!< only with wildcards
};

} // namespace godwit
