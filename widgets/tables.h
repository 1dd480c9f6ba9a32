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

} // namespace godwit
