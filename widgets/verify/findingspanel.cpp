// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/findingspanel.h"

#include "models/formats.h"
#include "models/verifytablemodel.h"
#include "models/whenready.h"
#include "widgets/flowlayout.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/twolinedelegate.h"

#include <QFileDialog>
#include <QListView>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

namespace godwit {
namespace {

//! Kind and id; index and what it is.
class FindingDelegate final : public TwoLineDelegate
{
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    Lines linesOf(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const QString kind = index.data(FindingModel::KindRole).toString();
        const bool missing = kind == QLatin1String("missing");
        const bool extra = kind == QLatin1String("extra");
        Lines lines;
        lines.icon = missing ? QStringLiteral("circle-x")
            : extra          ? QStringLiteral("plus")
                             : QStringLiteral("equal-not");
        lines.color = missing ? t.error : extra ? t.paused : t.warning;
        lines.word = FindingModel::kindText(kind);
        lines.first = index.data(FindingModel::IdRole).toString();
        lines.code = true;
        lines.second = QString(index.data(FindingModel::IndexRole).toString() + QStringLiteral(", ")
            + index.data(FindingModel::DetailRole).toString());
        return lines;
    }
};

} // namespace

FindingsPanel::FindingsPanel(VerifyDesk *desk, QWidget *parent)
    : QWidget(parent)
    , m_model(new FindingModel(this))
    , m_filter(new FindingFilter(this))
    , m_session(new QuerySession(desk, this))
    , m_list(new QListView)
    , m_export(makeButton(tr("Export NDJSON…"), QStringLiteral("download")))
    , m_compared(new ComparedView)
    , m_empty(new EmptyState(QStringLiteral("triangle-alert"), {}, {}, {}))
    , m_stack(new QStackedLayout(this))
{
    m_filter->setSourceModel(m_model);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeLine(Qt::Horizontal));
    auto *split = new QSplitter(Qt::Horizontal);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new FindingDelegate(m_list));
    m_list->setAccessibleName(tr("Findings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumWidth(150);
    split->addWidget(m_list);
    split->addWidget(behindLine(m_compared));
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 5);
    layout->addWidget(split, 1);
    m_empty->button()->hide();
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindingsPanel::showCurrent);
    connect(m_session, &QuerySession::documentRead, this,
        [this](const QuerySession::BothSources &document) { m_compared->setDocument(document); });
    connect(m_export, &QPushButton::clicked, this, &FindingsPanel::askExport);
    updateState();
}

QWidget *FindingsPanel::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new FlowLayout(true, head);
    layout->setContentsMargins(8, 6, 8, 6);
    for (const char *kind : {"missing", "extra", "different", "routing"}) {
        const QString word = QLatin1String(kind);
        QPushButton *chip = makeButton(FindingModel::kindText(word), {}, "chip");
        m_chips.insert(word, chip);
        layout->addWidget(chip);
        connect(chip, &QPushButton::clicked, this, [this, word](bool on) { setKind(on ? word : QString()); });
    }
    m_export->setToolTip(tr("Writes the findings that are listed, one JSON object a line"));
    layout->addWidget(m_export);
    return head;
}

void FindingsPanel::setKind(const QString &kind)
{
    for (auto it = m_chips.cbegin(); it != m_chips.cend(); ++it)
        it.value()->setChecked(it.key() == kind);
    m_filter->setKind(kind);
}

void FindingsPanel::clear()
{
    m_model->clear();
    m_counts.clear();
    m_compared->clear();
    m_total = 0;
    setKind({});
    updateState();
}

void FindingsPanel::setPair(const ComparedPair &pair, const QString &sourceName, const QString &targetName)
{
    m_pair = pair;
    m_compared->setNames(sourceName, targetName);
}

void FindingsPanel::setTotal(qint64 total)
{
    m_total = total;
    updateState();
}

void FindingsPanel::add(const QList<VerifyFinding> &findings)
{
    m_model->add(findings);
    for (const VerifyFinding &finding : findings)
        ++m_counts[finding.kind];
    m_total = std::max<qint64>(m_total, m_model->rowCount());
    updateState();
}

void FindingsPanel::updateState()
{
    m_empty->setText(tr("No finding"), tr("What is missing, extra or different after a comparison is listed here."));
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    for (auto it = m_chips.cbegin(); it != m_chips.cend(); ++it) {
        const qint64 count = m_counts.value(it.key());
        it.value()->setText(tr("%1 %2").arg(FindingModel::kindText(it.key()), formats::count(count)));
        it.value()->setAccessibleName(it.value()->text());
        it.value()->setVisible(count > 0);
    }
}

void FindingsPanel::showCurrent()
{
    const QModelIndex at = m_list->currentIndex();
    if (!at.isValid())
        return;
    const VerifyFinding &finding = m_model->finding(m_filter->mapToSource(at).row());
    if (finding.id.isEmpty())
        return m_compared->clear();
    ComparedIndices indices{m_pair, finding.sourceIndex, finding.targetIndex};
    if (m_session->indices().source != indices.source || m_session->indices().target != indices.target)
        m_session->setIndices(indices);
    m_compared->setReading(finding.id);
    m_session->lookUp({finding.id, finding.sourceRouting, finding.targetRouting});
}

void FindingsPanel::step(bool forwards)
{
    const int row = m_list->currentIndex().row() + (forwards ? 1 : -1);
    if (row >= 0 && row < m_filter->rowCount())
        m_list->setCurrentIndex(m_filter->index(row, 0));
}

QFuture<QString> FindingsPanel::exportTo(const QString &path) const
{
    return QtConcurrent::run([from = m_file, path, kind = m_filter->kind(), index = m_filter->indexName()] {
        FindingFilter filter;
        filter.setKind(kind);
        filter.setIndexName(index);
        return exportFindings(from, path, filter);
    });
}

void FindingsPanel::askExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export findings"), QStringLiteral("findings.ndjson"), tr("One JSON object a line (*.ndjson)"));
    if (path.isEmpty())
        return;
    m_export->setEnabled(false);
    whenReady(exportTo(path), this, [this, path](const QString &error) {
        m_export->setEnabled(true);
        if (error.isEmpty())
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Export findings"),
            tr("The findings can't be written to %1: %2. Choose another place.").arg(path, error), QMessageBox::Ok,
            this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

} // namespace godwit
