// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/migrationoptions.h"

#include <QDialog>

class QComboBox;
class QTableView;

namespace godwit {

class DataOptionsModel;
class MigrationDraft;
class TextLabel;

//! Which kind of data can move by which way between the two clusters at hand. Where they run is guessed by their
//! addresses and can be corrected.
class MigrationOptionsDialog final : public QDialog
{
    Q_OBJECT
public:
    MigrationOptionsDialog(const Deployment &from, const Deployment &to, QWidget *parent = nullptr);
    QComboBox *fromBox() const { return m_fromBox; }
    QComboBox *toBox() const { return m_toBox; }
    QTableView *table() const { return m_table; }
    QString why() const;

private:
    QComboBox *addSide(class QGridLayout *grid, int row, const QString &name, const Deployment &side);
    void fill();
    QWidget *makeTable();
    QWidget *makeDetail();
    void showDetail();
    Deployment m_from;
    Deployment m_to;
    QComboBox *m_fromBox;
    QComboBox *m_toBox;
    DataOptionsModel *m_model;
    QTableView *m_table;
    TextLabel *m_title;
    TextLabel *m_why;
};

//! Opens the dialog for the pair of a draft, as far as it is known; without a draft for no pair.
void showMigrationOptions(const MigrationDraft *draft, QWidget *parent);

} // namespace godwit
