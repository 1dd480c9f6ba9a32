// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/indextablemodel.h"

#include "models/discretion.h"
#include "models/formats.h"

namespace godwit {
namespace {

bool isNumber(int column)
{
    return column >= IndexTableModel::DocumentsColumn && column != IndexTableModel::VerifiedColumn;
}

bool copyIsOver(IndexState state)
{
    return state == IndexState::Following || state == IndexState::Finished;
}

} // namespace

double IndexTableModel::fraction(const IndexProgress &row)
{
    if (copyIsOver(row.state))
        return 1;
    if (row.total < 0)
        return -1;
    if (row.total == 0)
        return 0;
    // The last per cent is only given away once the copy said that it is over.
    return std::min(static_cast<double>(row.copied) / static_cast<double>(row.total), 0.999);
}

QString IndexTableModel::stateName(IndexState state)
{
    switch (state) {
    case IndexState::Waiting:
        return tr("Waiting");
    case IndexState::Creating:
        return tr("Creating");
    case IndexState::Copying:
        return tr("Copying");
    case IndexState::Following:
        return tr("Following");
    case IndexState::Finished:
        return tr("Finished");
    case IndexState::Stopped:
        return tr("Stopped");
    case IndexState::Failed:
        return tr("Failed");
    }
    return {};
}

QString IndexTableModel::verificationName(Verification verification)
{
    switch (verification) {
    case Verification::Pending:
        return tr("Pending");
    case Verification::Running:
        return tr("Running");
    case Verification::Equal:
        return tr("Equal");
    case Verification::Different:
        return tr("Different");
    }
    return {};
}

QString IndexTableModel::text(const IndexProgress &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.source;
    case TargetColumn:
        return row.target;
    case StateColumn:
        return stateName(row.state);
    case ProgressColumn:
        return fraction(row) < 0 ? tr("Counting…") : formats::percent(fraction(row));
    case DocumentsColumn:
        if (copyIsOver(row.state) || row.total < 0)
            return formats::count(row.total < 0 ? row.copied : std::max(row.total, row.copied));
        return formats::countOf(row.copied, row.total);
    case ReadColumn:
        return formats::count(row.ledger.read);
    case WrittenColumn:
        return formats::count(row.ledger.written);
    case RejectedColumn:
        return formats::count(row.ledger.rejected);
    case DeletesColumn:
        return formats::count(row.ledger.deletesApplied);
    case BytesColumn:
        return formats::bytes(row.bytes);
    case VerifiedColumn:
        return verificationName(row.verification);
    case RateColumn:
        return row.state == IndexState::Waiting ? formats::unknown() : formats::rate(row.documentsPerSecond);
    case LagColumn:
        return formats::seconds(row.lagSeconds);
    default:
        return {};
    }
}

double IndexTableModel::value(const IndexProgress &row, int column)
{
    switch (column) {
    case StateColumn:
        return static_cast<double>(row.state);
    case ProgressColumn:
        return fraction(row);
    case DocumentsColumn:
        return static_cast<double>(std::max(row.total, row.copied));
    case ReadColumn:
        return static_cast<double>(row.ledger.read);
    case WrittenColumn:
        return static_cast<double>(row.ledger.written);
    case RejectedColumn:
        return static_cast<double>(row.ledger.rejected);
    case DeletesColumn:
        return static_cast<double>(row.ledger.deletesApplied);
    case BytesColumn:
        return static_cast<double>(row.bytes);
    case RateColumn:
        return row.documentsPerSecond;
    case LagColumn:
        return row.lagSeconds;
    case VerifiedColumn:
        return static_cast<double>(row.verification);
    default:
        return 0;
    }
}

QVariant IndexTableModel::sortKey(const IndexProgress &row, int column)
{
    if (column == NameColumn)
        return row.source;
    return column == TargetColumn ? QVariant(row.target) : QVariant(value(row, column));
}

bool IndexTableModel::lessThan(int one, int other, int column) const
{
    const IndexProgress &a = row(one);
    const IndexProgress &b = row(other);
    const auto byName = [&](const QString &x, const QString &y) { return x.compare(y, Qt::CaseInsensitive); };
    if (column == TargetColumn) {
        const int order = byName(a.target, b.target);
        return order == 0 ? one < other : order < 0;
    }
    const double x = value(a, column);
    const double y = value(b, column);
    if (x != y)
        return x < y;
    const int order = byName(a.source, b.source);
    return order == 0 ? one < other : order < 0;
}

QVariant IndexTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IndexProgress &item = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return discreet(text(item, index.column()));
    case Qt::AccessibleTextRole:
        return QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u' '
            + discreet(text(item, index.column())));
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                        : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return item.reason.isEmpty() ? QVariant() : QVariant(discreet(item.reason));
    case SortRole:
        return sortKey(item, index.column());
    case FractionRole:
        return fraction(item) < 0 ? QVariant() : QVariant(fraction(item));
    case StateRole:
        return static_cast<int>(item.state);
    case VerificationRole:
        return static_cast<int>(item.verification);
    case ReasonRole:
        return discreet(item.reason);
    case QuietRole:
        return isNumber(index.column()) && value(item, index.column()) <= 0;
    default:
        return {};
    }
}

QVariant IndexTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumber(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Index");
    case TargetColumn:
        return tr("Target");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case DocumentsColumn:
        return tr("Documents");
    case ReadColumn:
        return tr("Read");
    case WrittenColumn:
        return tr("Written");
    case RejectedColumn:
        return tr("Rejected");
    case DeletesColumn:
        return tr("Deletes");
    case BytesColumn:
        return tr("Bytes");
    case VerifiedColumn:
        return tr("Verified");
    case RateColumn:
        return tr("Docs/s");
    case LagColumn:
        return tr("Lag");
    default:
        return {};
    }
}

} // namespace godwit
