// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rejectedmodel.h"

#include "models/discretion.h"
#include "models/formats.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QThreadPool>

namespace godwit {
namespace {

constexpr int pageRows = 128;
constexpr int keptPages = 64;

} // namespace

RejectedModel::RejectedModel(QObject *parent)
    : QAbstractTableModel(parent), m_pages(keptPages), m_alive(std::make_shared<bool>(true))
{
}

RejectedModel::~RejectedModel() = default;

template <class Work, class Then>
void RejectedModel::later(Work work, Then then) const
{
    // The answer comes back by way of the application, which outlives every model.
    QThreadPool::globalInstance()->start(
        [work = std::move(work), then = std::move(then), alive = std::weak_ptr<bool>(m_alive)]() mutable {
            auto answer = work();
            QMetaObject::invokeMethod(
                qApp,
                [alive, then = std::move(then), answer = std::move(answer)]() mutable {
                    if (alive.lock())
                        then(std::move(answer));
                },
                Qt::QueuedConnection);
        });
}

void RejectedModel::load(const QString &path)
{
    m_path = path;
    const int generation = ++m_generation;
    later([path] { return indexRejected(path); },
        [this, generation](Result<RejectedIndex> index) {
            if (generation == m_generation)
                takeIndex(std::move(index));
        });
}

void RejectedModel::takeIndex(Result<RejectedIndex> index)
{
    beginResetModel();
    m_index = index ? std::move(*index) : RejectedIndex();
    m_group = -1;
    m_shown.clear();
    m_pages.clear();
    m_asked.clear();
    endResetModel();
    Q_EMIT loaded(index ? QString() : index.error().summary);
}

void RejectedModel::setGroup(int group)
{
    if (group == m_group)
        return;
    beginResetModel();
    ++m_generation;
    m_group = group;
    m_shown.clear();
    for (std::size_t i = 0; group >= 0 && i < m_index.lines.size(); ++i) {
        if (m_index.lines[i].group == group)
            m_shown.push_back(static_cast<int>(i));
    }
    m_pages.clear();
    m_asked.clear();
    endResetModel();
}

int RejectedModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(m_group < 0 ? m_index.lines.size() : m_shown.size());
}

RejectedIndex::Line RejectedModel::line(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return m_index.lines.at(m_group < 0 ? place : static_cast<std::size_t>(m_shown.at(place)));
}

void RejectedModel::ask(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    std::vector<RejectedIndex::Line> lines;
    const int end = std::min(rowCount(), (page + 1) * pageRows);
    for (int row = page * pageRows; row < end; ++row)
        lines.push_back(line(row));
    auto *self = const_cast<RejectedModel *>(this);
    later([path = m_path, lines = std::move(lines)] { return readRejected(path, lines, false); },
        [self, page, generation = m_generation](Page documents) {
            if (generation == self->m_generation)
                self->takePage(page, std::move(documents));
        });
}

void RejectedModel::takePage(int page, Page documents)
{
    const int first = page * pageRows;
    const int last = first + static_cast<int>(documents.size()) - 1;
    m_asked.remove(page);
    m_pages.insert(page, new Page(std::move(documents)));
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void RejectedModel::fetch(int row, std::function<void(const RejectedDocument &)> then)
{
    const int number = ++m_fetches;
    later([path = m_path, wanted = line(row)] { return readRejected(path, {wanted}, true).front(); },
        [this, number, then = std::move(then)](const RejectedDocument &document) {
            if (number == m_fetches)
                then(document);
        });
}

QVariant RejectedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((index.column() == StatusColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const int number = index.row() / pageRows;
    const Page *page = m_pages.object(number);
    const auto place = static_cast<std::size_t>(index.row() % pageRows);
    if (!page || place >= page->size()) {
        ask(number);
        return role == Qt::DisplayRole ? QVariant(formats::unknown()) : QVariant();
    }
    const RejectedDocument &document = (*page)[place];
    switch (index.column()) {
    case IndexColumn:
        return document.index;
    case IdColumn:
        return document.id;
    case StatusColumn:
        return document.status;
    case ReasonColumn:
        return document.reason;
    default:
        return {};
    }
}

QVariant RejectedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == StatusColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IndexColumn:
        return tr("Index");
    case IdColumn:
        return tr("Document");
    case StatusColumn:
        return tr("Status");
    case ReasonColumn:
        return tr("Reason");
    default:
        return {};
    }
}

QString exportRejected(const QString &from, const QString &to)
{
    QFile source(from);
    QSaveFile target(to);
    const auto problem = [&to](const QString &reason) {
        return RejectedModel::tr("The documents can't be written to %1: %2. Choose another place.").arg(to, reason);
    };
    if (!source.open(QIODevice::ReadOnly))
        return problem(source.errorString());
    if (!target.open(QIODevice::WriteOnly))
        return problem(target.errorString());
    const bool masked = Discretion::instance().isActive();
    while (!source.atEnd()) {
        const QByteArray line = source.readLine();
        // Masked as text: through a JSON value a number would lose digits.
        if (target.write(masked ? discreet(QString::fromUtf8(line)).toUtf8() : line) < 0)
            return problem(target.errorString());
    }
    return target.commit() ? QString() : problem(target.errorString());
}

} // namespace godwit
