// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTableView;

namespace godwit {

//! Frame, rows and header as every table of the window has them; `extra` is added to the font's height for a row.
void dressTable(QTableView *table, int extra);

//! The selected rows as tab-separated text with their header, columns as they are seen.
QString selectedRowsText(const QTableView *table);

//! Ctrl+C copies the selected rows.
void copyRowsByKey(QTableView *table);

//! What a column needs for its title, in pixels.
int titleWidth(const QTableView *table, int column);
//! What it needs for its title and for the texts of the rows that are seen.
int wholeWidth(const QTableView *table, int column);

} // namespace godwit
