// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/verifytablemodel.h"

#include "models/discretion.h"
#include "models/formats.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace godwit {

qint64 VerifyTableModel::figure(const VerifyRow &row, int column) const
{
    switch (column) {
    case ComparedColumn:
        return std::max(row.source.read, row.target.read);
    case MissingColumn:
        return row.missing;
    case ExtraColumn:
        return row.extra;
    case DifferentColumn:
        return row.different;
    case MeaningColumn:
        return row.equalInMeaning;
    default:
        return row.lookedAgain;
    }
}

QString VerifyTableModel::resultText(const VerifyRow &row)
{
    switch (row.state) {
    case VerifyState::Pending:
        return tr("Pending");
    case VerifyState::Running: {
        const qint64 read = std::min(row.source.read, row.target.read);
        const qint64 all = std::max(row.source.documents, row.target.documents);
        if (read > 0 && all > 0 && read <= all)
            return tr("%1, %2").arg(row.doing, formats::percent(static_cast<double>(read) / static_cast<double>(all)));
        return row.doing.isEmpty() ? tr("Running") : row.doing;
    }
    case VerifyState::Equal:
        return row.equalInMeaning > 0 ? tr("Equal in meaning") : tr("Equal");
    case VerifyState::Differs:
        return tr("%n finding(s)", nullptr, static_cast<int>(row.findings));
    case VerifyState::Suspended:
        return tr("Suspended");
    }
    return {};
}

QString VerifyTableModel::countsText(const VerifyRow &row)
{
    const QString numbers = countedText(row);
    return numbers.isEmpty()
        ? numbers
        : QString(numbers + u' '
            + tr("Lucene keeps each nested object as a document of its own, so index statistics count more than "
                 "searches find."));
}

QString VerifyTableModel::countedText(const VerifyRow &row)
{
    if (row.source.documents < 0 && row.target.documents < 0)
        return {};
    const auto number = [](qint64 count) { return count < 0 ? formats::unknown() : formats::count(count); };
    const auto side = [&](const VerifySide &of) {
        return tr("%1 documents, %2 nested objects, %3 deleted but not merged away")
            .arg(number(of.documents), number(of.nestedDocuments()), number(of.deletedDocuments));
    };
    return tr("Source: %1. Target: %2.").arg(side(row.source), side(row.target));
}

QVariant VerifyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VerifyRow &row = this->row(index.row());
    const int column = index.column();
    const bool number = column >= ComparedColumn;
    switch (role) {
    case StateRole:
        return static_cast<int>(row.state);
    case FindingsRole:
        return row.findings;
    case WarnRole:
        return column >= MissingColumn && column <= DifferentColumn && figure(row, column) > 0;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return column == ResultColumn && !row.reason.isEmpty() ? QVariant(row.reason) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (column == IndexColumn)
        return row.pair.source;
    if (column == TargetColumn)
        return row.pair.target;
    if (column == ResultColumn)
        return resultText(row);
    if (row.state == VerifyState::Pending)
        return formats::unknown();
    if (column == TimeColumn)
        return formats::seconds(row.seconds);
    return formats::count(figure(row, column));
}

QVariant VerifyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section >= ComparedColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Index"), tr("Target"), tr("Result"), tr("Compared"), tr("Missing"), tr("Extra"),
        tr("Different"), tr("Equal in meaning"), tr("Read again"), tr("Time")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

void FindingModel::clear()
{
    beginResetModel();
    m_findings.clear();
    endResetModel();
}

void FindingModel::add(const QList<VerifyFinding> &findings)
{
    if (findings.isEmpty())
        return;
    const auto first = static_cast<int>(m_findings.size());
    beginInsertRows({}, first, first + static_cast<int>(findings.size()) - 1);
    m_findings.append(findings);
    endInsertRows();
}

int FindingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

QString FindingModel::kindText(const QString &kind)
{
    static const std::pair<QLatin1String, const char *> words[]
        = {{QLatin1String("missing"), QT_TR_NOOP("Missing")}, {QLatin1String("extra"), QT_TR_NOOP("Extra")},
            {QLatin1String("different"), QT_TR_NOOP("Different")}, {QLatin1String("routing"), QT_TR_NOOP("Routing")},
            {QLatin1String("count"), QT_TR_NOOP("Count")}, {QLatin1String("mapping"), QT_TR_NOOP("Mapping")},
            {QLatin1String("setting"), QT_TR_NOOP("Setting")}, {QLatin1String("alias"), QT_TR_NOOP("Alias")}};
    for (const auto &[word, text] : words) {
        if (kind == word)
            return tr(text);
    }
    return kind;
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VerifyFinding &finding = m_findings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("%1 %2, %3").arg(kindText(finding.kind), finding.id, finding.detail);
    case Qt::ToolTipRole:
        return finding.detail;
    case KindRole:
        return finding.kind;
    case IdRole:
        return finding.id;
    case DetailRole:
        return finding.detail;
    case IndexRole:
        return finding.sourceIndex;
    default:
        return {};
    }
}

void FindingFilter::setKind(const QString &kind)
{
    m_kind = kind;
    invalidateFilter();
}

void FindingFilter::setIndexName(const QString &index)
{
    m_index = index;
    invalidateFilter();
}

bool FindingFilter::passes(const QString &kind, const QString &index) const
{
    return (m_kind.isEmpty() || kind == m_kind) && (m_index.isEmpty() || index == m_index);
}

bool FindingFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return passes(index.data(FindingModel::KindRole).toString(), index.data(FindingModel::IndexRole).toString());
}

QString exportFindings(const QString &from, const QString &to, const FindingFilter &filter)
{
    QFile source(from);
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly))
        return target.errorString();
    // No file: nothing was found.
    if (source.open(QIODevice::ReadOnly)) {
        while (!source.atEnd()) {
            const QByteArray line = source.readLine();
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            const VerifyFinding finding = VerifyFinding::fromJson(object);
            if (!filter.passes(finding.kind, finding.sourceIndex))
                continue;
            // In presentation mode names are masked in files, too.
            const bool masked = Discretion::instance().isActive();
            target.write(
                masked ? QJsonDocument(discreet(object).toObject()).toJson(QJsonDocument::Compact) + '\n' : line);
        }
    }
    return target.commit() ? QString() : target.errorString();
}

} // namespace godwit
