// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/queriespanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/queryhistorymodel.h"
#include "models/querysetmodel.h"
#include "widgets/flowlayout.h"
#include "widgets/segments.h"
#include "widgets/statelook.h"
#include "widgets/textscale.h"
#include "widgets/verify/jsonhighlighter.h"
#include "widgets/verify/queryresultview.h"
#include "widgets/verify/twolinedelegate.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace godwit {
namespace {

const QString setFile = QStringLiteral("/queries.json");
const QString historyFile = QStringLiteral("/query-history.json");

//! The query's name, and what it gave.
class QueryDelegate final : public TwoLineDelegate
{
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    Lines linesOf(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QVariant verdict = index.data(QuerySetModel::VerdictRole);
        StateLook look{StateTone::Waiting, QStringLiteral("circle-dashed")};
        if (index.data(QuerySetModel::RunningRole).toBool())
            look = {StateTone::Running, QStringLiteral("loader-circle")};
        else if (verdict.isValid())
            look = lookOfVerdict(static_cast<QueryVerdict>(verdict.toInt()));
        Lines lines;
        lines.icon = look.icon;
        lines.color = toneColor(look.tone);
        lines.first = index.data().toString();
        lines.strong = option.state.testFlag(QStyle::State_Selected);
        lines.second = index.siblingAtColumn(QuerySetModel::VerdictColumn).data().toString();
        return lines;
    }
};

QPushButton *smallButton(const QString &text, const QString &icon = {}, const char *look = nullptr)
{
    QPushButton *button = makeButton(text, icon, look);
    button->setProperty("low", true);
    if (text.isEmpty())
        button->setMinimumWidth(44); // room for the arrow of its menu
    return button;
}

QHBoxLayout *headRow()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 6, 8, 6);
    row->setSpacing(6);
    return row;
}

} // namespace

QueriesPanel::QueriesPanel(QuerySession *session, const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_folder(folder)
    , m_set(new QuerySetModel(this))
    , m_history(new QueryHistoryModel(folder.isEmpty() ? QString() : QString(folder + historyFile), this))
    , m_list(new QListView)
    , m_noSet(new EmptyState(QStringLiteral("list-filter"), tr("No query yet"),
          tr("Draw some from the fields, or add your own."), tr("Draw samples")))
    , m_listStack(new QStackedLayout)
    , m_setName(new TextLabel(FontRole::CardTitle))
    , m_totals(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_runAll(smallButton(tr("Run all"), QStringLiteral("play")))
    , m_run(smallButton(tr("Run"), QStringLiteral("play"), "primary"))
    , m_kind(new Segments({tr("JSON"), tr("Lucene")}, tr("Request as"), Segments::Look::Plain))
    , m_name(new QLineEdit)
    , m_editor(new QPlainTextEdit)
    , m_highlighter(new JsonHighlighter(m_editor->document()))
    , m_fault(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_request(new TextLabel(FontRole::Code, TextColor::Secondary))
    , m_past(new QMenu(this))
    , m_pastButton(smallButton({}, QStringLiteral("clock")))
    , m_result(new QueryResultView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(behindLine(makeEditor()));
    split->addWidget(behindLine(m_result));
    for (int i = 0; i < 3; ++i)
        split->setStretchFactor(i, i == 2 ? 3 : 1);
    split->setSizes({230, 300, 530}); // the rest goes by the factors
    layout->addWidget(split);
    connectSession();
    if (!m_folder.isEmpty()) {
        if (const auto kept = QuerySet::load(QString(m_folder + setFile)))
            m_set->setSet(*kept);
    }
    showQuery({{}, false, QStringLiteral("{\n  \"query\": {\n    \"match_all\": {}\n  },\n  \"size\": 10\n}\n")});
    updateState();
}

QWidget *QueriesPanel::makeList()
{
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QHBoxLayout *head = headRow();
    m_setName->setElided(true);
    head->addWidget(m_setName, 1);
    QPushButton *more = smallButton({}, QStringLiteral("ellipsis"));
    more->setAccessibleName(tr("Query set"));
    more->setToolTip(tr("Samples, import and export"));
    more->setMenu(makeSetMenu());
    head->addWidget(m_runAll);
    head->addWidget(more);
    layout->addLayout(head);
    layout->addWidget(makeLine(Qt::Horizontal));
    m_list->setModel(m_set);
    m_list->setItemDelegate(new QueryDelegate(m_list));
    m_list->setAccessibleName(tr("Queries of the set"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *lists = new QWidget;
    lists->setLayout(m_listStack);
    m_listStack->addWidget(m_list);
    m_listStack->addWidget(m_noSet);
    layout->addWidget(lists, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    m_totals->setContentsMargins(11, 6, 11, 6);
    m_totals->setWordWrap(true);
    layout->addWidget(m_totals);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &index) { chooseRow(index.row()); });
    connect(new QShortcut(QKeySequence::Delete, m_list, {}, {}, Qt::WidgetShortcut), &QShortcut::activated, this,
        &QueriesPanel::removeFromSet);
    connect(m_runAll, &QPushButton::clicked, this, [this] {
        if (m_session->isRunning())
            m_session->stop();
        else
            runAll();
    });
    connect(m_noSet->button(), &QPushButton::clicked, m_session, &QuerySession::drawSamples);
    return side;
}

QMenu *QueriesPanel::makeSetMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("&Draw samples"), m_session, &QuerySession::drawSamples)
        ->setToolTip(tr("Queries that fit the fields of the source index"));
    menu->addAction(tr("&Remove query"), this, &QueriesPanel::removeFromSet);
    menu->addAction(tr("Remove &all"), this, [this] {
        m_set->setSet({});
        keepSet();
        updateState();
    });
    menu->addSeparator();
    menu->addAction(tr("&Import set…"), this, &QueriesPanel::askImport);
    menu->addAction(tr("&Export set…"), this, &QueriesPanel::askExport);
    return menu;
}

QWidget *QueriesPanel::makeEditor()
{
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new FlowLayout(true);
    head->setContentsMargins(10, 6, 8, 6);
    head->addWidget(m_kind);
    m_pastButton->setAccessibleName(tr("History of queries"));
    m_pastButton->setToolTip(m_pastButton->accessibleName());
    m_pastButton->setMenu(m_past);
    auto *runs = new QWidget;
    auto *pair = new QHBoxLayout(runs);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(6);
    pair->addWidget(m_pastButton);
    pair->addWidget(m_run);
    head->addWidget(runs);
    layout->addLayout(head);
    layout->addWidget(makeLine(Qt::Horizontal));
    m_request->setElided(true);
    auto *call = new QHBoxLayout;
    call->setContentsMargins(12, 6, 12, 2);
    call->addWidget(m_request);
    layout->addLayout(call);
    m_editor->setAccessibleName(tr("Request"));
    m_editor->setFont(fontFor(FontRole::Code));
    m_editor->setLayoutDirection(Qt::LeftToRight); // code
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTabChangesFocus(true);
    layout->addWidget(m_editor, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    m_fault->setContentsMargins(11, 6, 11, 0);
    m_fault->setWordWrap(true);
    layout->addWidget(m_fault);
    auto *foot = headRow();
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the query"));
    QPushButton *add = smallButton(tr("Add to set"), QStringLiteral("plus"));
    foot->addWidget(m_name, 1);
    foot->addWidget(add);
    layout->addLayout(foot);
    m_run->setToolTip(tr("Ctrl+Return: run on both sides"));
    m_kind->setCurrent(0);
    connect(m_kind, &Segments::chosen, this, [this](int place) {
        m_highlighter->setLucene(place == 1);
        updateState();
    });
    connect(m_editor, &QPlainTextEdit::textChanged, this, &QueriesPanel::updateState);
    connect(m_run, &QPushButton::clicked, this, &QueriesPanel::run);
    connect(add, &QPushButton::clicked, this, &QueriesPanel::addToSet);
    connect(m_past, &QMenu::aboutToShow, this, &QueriesPanel::fillHistory);
    connect(m_result, &QueryResultView::documentChosen, this, &QueriesPanel::documentChosen);
    return side;
}

void QueriesPanel::connectSession()
{
    connect(m_session, &QuerySession::finished, this, [this](const QueryComparison &comparison) {
        const int row = currentRow();
        const SavedQuery now = query();
        if (row >= 0 && m_set->query(row).text == now.text && m_set->query(row).lucene == now.lucene)
            m_set->setResult(row, comparison);
        showResult(comparison);
        updateState();
    });
    connect(m_session, &QuerySession::replaying, this, [this](int place) {
        m_set->setRunning(place);
        updateState();
    });
    connect(m_session, &QuerySession::replayed, this, [this](int place, const QueryComparison &comparison) {
        m_set->setResult(place, comparison);
        if (place == currentRow())
            chooseRow(place);
    });
    connect(m_session, &QuerySession::replayEnded, this, [this] {
        m_set->setRunning(-1);
        updateState();
    });
    connect(m_session, &QuerySession::samplesDrawn, this, [this](const QList<SavedQuery> &queries) {
        for (const SavedQuery &sample : queries)
            m_set->add(sample);
        keepSet();
        updateState();
        if (currentRow() < 0 && m_set->rowCount() > 0)
            m_list->setCurrentIndex(m_set->index(0, 0));
    });
    connect(m_session, &QuerySession::failed, this,
        [this](const QString &reason) { m_totals->setText(tr("No samples could be drawn. %1").arg(reason)); });
    connect(m_session, &QuerySession::definitionsRead, this, [this] {
        if (m_hasShown)
            showResult(m_shown);
    });
}

void QueriesPanel::setIndices(const QString &sourceName, const QString &targetName)
{
    m_result->setNames(sourceName, targetName);
    m_result->clear();
    m_hasShown = false;
    m_set->forgetResults();
    updateState();
}

int QueriesPanel::currentRow() const
{
    return m_list->currentIndex().row();
}

SavedQuery QueriesPanel::query() const
{
    return {m_name->text().trimmed(), m_kind->current() == 1, m_editor->toPlainText()};
}

void QueriesPanel::showQuery(const SavedQuery &query)
{
    m_kind->setCurrent(query.lucene ? 1 : 0);
    m_highlighter->setLucene(query.lucene);
    m_name->setText(query.name);
    m_name->setCursorPosition(0);
    m_editor->setPlainText(query.text);
}

void QueriesPanel::chooseRow(int row)
{
    if (row < 0)
        return;
    showQuery(m_set->query(row));
    if (const QueryComparison *result = m_set->result(row)) {
        showResult(*result);
    } else {
        m_hasShown = false;
        m_result->clear();
    }
}

void QueriesPanel::showResult(const QueryComparison &comparison)
{
    m_shown = comparison;
    m_hasShown = true;
    m_result->setComparison(comparison, likelyCauses(query(), m_session->definitions().analyzers));
}

void QueriesPanel::run()
{
    if (!m_run->isEnabled())
        return;
    m_history->add(query());
    m_result->setRunning();
    m_hasShown = false;
    m_session->run(query());
    updateState();
}

void QueriesPanel::runAll()
{
    if (m_set->rowCount() == 0 || !m_session->indices().isWhole())
        return;
    m_set->forgetResults();
    m_session->replay(m_set->set().queries);
}

void QueriesPanel::addToSet()
{
    SavedQuery wanted = query();
    if (wanted.text.trimmed().isEmpty())
        return;
    if (wanted.name.isEmpty())
        wanted.name = wanted.text.simplified().left(40);
    const auto &queries = m_set->set().queries;
    for (int row = 0; row < queries.size(); ++row) {
        if (queries.at(row).name == wanted.name) {
            m_set->replace(row, wanted);
            keepSet();
            m_list->setCurrentIndex(m_set->index(row, 0));
            return updateState();
        }
    }
    const int row = m_set->add(wanted);
    if (m_hasShown)
        m_set->setResult(row, m_shown);
    keepSet();
    m_list->setCurrentIndex(m_set->index(row, 0));
    updateState();
}

void QueriesPanel::removeFromSet()
{
    if (const int row = currentRow(); row >= 0) {
        m_session->stop();
        m_set->remove(row);
        keepSet();
        updateState();
    }
}

void QueriesPanel::fillHistory()
{
    m_past->clear();
    constexpr int shown = 25;
    for (int row = 0; row < std::min(shown, m_history->rowCount()); ++row) {
        QString text = discreet(m_history->index(row).data().toString());
        m_past->addAction(
            text.replace(u'&', QLatin1String("&&")), this, [this, past = m_history->query(row)] { showQuery(past); });
    }
    if (m_history->rowCount() == 0)
        m_past->addAction(tr("No query was run yet"))->setEnabled(false);
    m_past->addSeparator();
    m_past->addAction(tr("Forget the history"), m_history, &QueryHistoryModel::clear);
}

QString QueriesPanel::importFrom(const QString &path)
{
    const auto set = QuerySet::load(path);
    if (!set)
        return set.error().summary;
    m_session->stop();
    m_set->setSet(*set);
    keepSet();
    updateState();
    return {};
}

QString QueriesPanel::exportTo(const QString &path) const
{
    QuerySet set = m_set->set();
    if (Discretion::instance().isActive()) { // names are masked in files, too
        for (SavedQuery &query : set.queries) {
            query.name = discreet(query.name);
            query.text = discreet(query.text);
        }
    }
    const auto saved = set.save(path);
    return saved ? QString() : saved.error().summary;
}

void QueriesPanel::askImport()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Import query set"), {}, tr("Query sets (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    if (const QString problem = importFrom(path); !problem.isEmpty())
        QMessageBox::warning(this, tr("Import query set"), problem);
}

void QueriesPanel::askExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export query set"), QStringLiteral("queries.json"), tr("Query sets (*.json)"));
    if (path.isEmpty())
        return;
    if (const QString problem = exportTo(path); !problem.isEmpty())
        QMessageBox::warning(this, tr("Export query set"), problem);
}

void QueriesPanel::keepSet() const
{
    // A folder that can't be written keeps the set in this session; exporting it says why.
    if (!m_folder.isEmpty() && QDir().mkpath(m_folder))
        (void)m_set->set().save(QString(m_folder + setFile));
}

void QueriesPanel::updateState()
{
    const int queries = m_set->rowCount();
    m_listStack->setCurrentIndex(queries > 0 ? 0 : 1);
    const QString name = m_set->set().name;
    m_setName->setText(queries == 0 ? tr("Query set")
            : name.isEmpty()        ? tr("Query set, %1").arg(queries)
                                    : tr("Query set: %1, %2").arg(name).arg(queries));
    const bool whole = m_session->indices().isWhole();
    const bool running = m_session->isRunning();
    m_noSet->button()->setEnabled(whole);
    m_runAll->setEnabled(running || (whole && queries > 0));
    m_runAll->setText(running ? tr("Stop") : tr("Run all"));
    m_runAll->setAccessibleName(m_runAll->text());
    const SavedQuery now = query();
    const auto parsed = JsonTree::parse(now.text.toUtf8());
    QString fault;
    if (now.text.trimmed().isEmpty())
        fault = tr("There is no request yet.");
    else if (!now.lucene && !parsed)
        fault = parsed.error().summary;
    else if (!whole)
        fault = tr("Choose an index on both sides above.");
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_run->setEnabled(fault.isEmpty());
    m_request->setText(now.lucene ? tr("GET %1/_search?q=…").arg(m_session->indices().source)
                                  : tr("GET %1/_search").arg(m_session->indices().source));
    m_request->setVisible(whole);
    const auto totals = m_set->totals();
    if (!totals) {
        m_totals->setText(queries == 0 ? tr("Nothing to run") : tr("Not run yet"));
        return;
    }
    QString text = tr("%1 of %2 same, rank overlap %3")
                       .arg(QString::number(totals->same), QString::number(totals->queries),
                           formats::fixed(totals->rankOverlap, 2));
    if (totals->latencyRatio)
        text += tr(", target takes %1 times as long").arg(formats::fixed(*totals->latencyRatio, 2));
    if (totals->unknown > 0)
        text += tr(", %1 without a whole answer").arg(totals->unknown);
    m_totals->setText(text);
}

} // namespace godwit
