// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiontester.h"
#include "models/mergedtablemodel.h"

#include <QCoreApplication>

namespace godwit {

//! The steps of a connection test, one column, fed one by one.
class TestStepModel final : public MergedTableModel<TestStep>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::TestStepModel)
public:
    enum Role { StateRole = Qt::UserRole, DetailRole, TimeRole, FixRole, RequestRole, ChainRole };

    using MergedTableModel::MergedTableModel;

    void setSteps(const QList<TestStep> &steps) { merge(steps); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override;
    //! Row of the step that failed, else of the first that warned; -1: none.
    int firstProblem() const;

    static QString stateName(TestState state);

protected:
    QString identity(const TestStep &row) const override { return row.id; }
};

} // namespace godwit
