// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/documentbrowsermodel.h"

#include "models/formats.h"

#include <QMetaObject>

#include <algorithm>

namespace godwit {

struct DocumentBrowserModel::Reader
{
    std::unique_ptr<DocumentQuery> query;
    std::unique_ptr<DocumentPager> pager;
};

DocumentBrowserModel::DocumentBrowserModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(this, [this](qint64 number, const Result<void> &read) { takePage(number, read); })
{
}

DocumentBrowserModel::~DocumentBrowserModel()
{
    m_stop.request_stop();
}

void DocumentBrowserModel::close()
{
    m_stop.request_stop();
    ++m_generation;
    beginResetModel();
    m_rows.restart({}); // the connection goes on its own thread
    m_state = State::Empty;
    m_total = -1;
    m_start = 0;
    endResetModel();
    Q_EMIT stateChanged();
}

void DocumentBrowserModel::open(Opener opener, const QString &index, const QString &lucene)
{
    close();
    m_index = index;
    m_state = State::Counting;
    m_stop = std::stop_source();
    const auto reader = std::make_shared<Reader>();
    m_rows.restart([reader](qint64 first, int count) { return reader->pager->rows(first, count); });
    m_rows.post([this, generation = m_generation, reader, opener = std::move(opener), index, lucene,
                    token = m_stop.get_token()] {
        Result<qint64> total = 0;
        if (auto query = opener(token)) {
            reader->query = std::move(*query);
            reader->pager = std::make_unique<DocumentPager>(*reader->query, index, lucene);
            total = reader->pager->count();
        } else {
            total = fail(query.error());
        }
        QMetaObject::invokeMethod(this, [this, generation, total] { takeCount(generation, total); });
    });
    Q_EMIT stateChanged();
}

void DocumentBrowserModel::takeCount(int generation, const Result<qint64> &total)
{
    if (generation != m_generation)
        return;
    if (!total) {
        m_state = State::Failed;
        m_error = total.error();
        Q_EMIT stateChanged();
        return;
    }
    beginResetModel();
    m_state = State::Ready;
    m_total = *total;
    endResetModel();
    Q_EMIT stateChanged();
}

int DocumentBrowserModel::showDocument(qint64 number)
{
    if (m_state != State::Ready || number < 0 || number >= m_total)
        return -1;
    const qint64 start = number / windowRows * windowRows;
    if (start != m_start) {
        beginResetModel();
        m_start = start;
        endResetModel();
        Q_EMIT stateChanged();
    }
    return static_cast<int>(number - m_start);
}

int DocumentBrowserModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_state != State::Ready)
        return 0;
    return static_cast<int>(std::min(windowRows, m_total - m_start));
}

void DocumentBrowserModel::takePage(qint64 number, const Result<void> &read)
{
    if (!read) {
        m_state = State::Failed;
        m_error = read.error();
        Q_EMIT stateChanged();
        return;
    }
    const qint64 first = number * pageRows - m_start;
    const qint64 last = std::min<qint64>(first + pageRows, rowCount()) - 1;
    if (first < 0 || last < first)
        return;
    const int top = static_cast<int>(first);
    const int bottom = static_cast<int>(last);
    Q_EMIT dataChanged(index(top, 0), index(bottom, ColumnCount - 1));
    Q_EMIT pageArrived(top, bottom);
}

const DocumentRow *DocumentBrowserModel::document(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const qint64 number = m_start + row;
    const Page *found = m_rows.page(number / pageRows);
    const auto place = static_cast<qsizetype>(number % pageRows);
    return found && place < found->size() ? &found->at(place) : nullptr;
}

QString DocumentBrowserModel::text(const DocumentRow &row, int column) const
{
    switch (column) {
    case IdColumn:
        return row.id;
    case RoutingColumn:
        return row.routing.isEmpty() ? formats::unknown() : row.routing;
    case SeqNoColumn:
        return formats::count(row.seqNo);
    case SizeColumn:
        return row.bytes < 0 ? formats::unknown() : formats::bytes(row.bytes);
    case SourceColumn:
        return row.source.isEmpty() ? formats::unknown() : QString::fromUtf8(row.source);
    default:
        return {};
    }
}

QVariant DocumentBrowserModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != IdColumn && index.column() != SourceColumn
        && index.column() != RoutingColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != LoadedRole)
        return {};
    if (index.column() == NumberColumn && role == Qt::DisplayRole)
        return formats::count(m_start + index.row() + 1);
    const qint64 number = m_start + index.row();
    const Page *found = m_rows.page(number / pageRows);
    if (role == LoadedRole)
        return found != nullptr;
    if (!found)
        return index.column() == IdColumn ? tr("reading") : QString();
    const auto place = static_cast<qsizetype>(number % pageRows);
    if (place >= found->size())
        return index.column() == IdColumn ? tr("changed since the count") : QString();
    return text(found->at(place), index.column());
}

QVariant DocumentBrowserModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == NumberColumn || section == SeqNoColumn || section == SizeColumn))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("#");
    case IdColumn:
        return tr("Id");
    case RoutingColumn:
        return tr("Routing");
    case SeqNoColumn:
        return tr("Sequence");
    case SizeColumn:
        return tr("Size");
    case SourceColumn:
        return tr("Source");
    default:
        return {};
    }
}

} // namespace godwit
