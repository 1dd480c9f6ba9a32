// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "models/mergedtablemodel.h"

#include <QCoreApplication>

namespace godwit {

//! The steps of one stage, in their order.
class StepModel final : public MergedTableModel<Step>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::StepModel)
public:
    enum Column { TitleColumn, TimeColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole, SecondsRole, FigureRole, ReasonRole, NumberRole };

    using MergedTableModel::MergedTableModel;

    void setSteps(const QList<Step> &steps) { merge(steps); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;

    static QString stateName(StepState state);
    //! A part of the write pause in a word or two, for a bar of its parts.
    static QString shortTitle(const QString &id, const QString &title);

protected:
    static QString timeOf(const Step &step);
    QString identity(const Step &row) const override { return row.id; }
};

} // namespace godwit
