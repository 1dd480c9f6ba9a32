// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/resultpanel.h"

#include "models/formats.h"
#include "widgets/indexdelegates.h"
#include "widgets/pairinfo.h"
#include "widgets/pausebar.h"
#include "widgets/statelook.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace godwit {
namespace {

QString shortStep(const Step &step)
{
    if (step.id == QLatin1String("block"))
        return QCoreApplication::translate("godwit::ResultPanel", "stop writes");
    if (step.id == QLatin1String("drain"))
        return QCoreApplication::translate("godwit::ResultPanel", "last changes");
    if (step.id == QLatin1String("compare"))
        return QCoreApplication::translate("godwit::ResultPanel", "compare");
    if (step.id == QLatin1String("switch"))
        return QCoreApplication::translate("godwit::ResultPanel", "aliases, release");
    return step.title;
}

QPlainTextEdit *snippet(const QString &text, const QString &name)
{
    auto *edit = new QPlainTextEdit(text);
    edit->setReadOnly(true);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setFont(fontFor(FontRole::Code));
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    edit->document()->setDocumentMargin(12);
    return edit;
}

void clear(QGridLayout *grid)
{
    while (QLayoutItem *item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

ResultPanel::ResultPanel(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_headline(new TextLabel(FontRole::ResultFigure))
    , m_explanation(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_bar(new PauseBar)
    , m_clientTitle(new TextLabel(FontRole::CardTitle))
    , m_clients(new QGridLayout)
    , m_snippets(new QTabWidget)
    , m_ledger(new QGridLayout)
    , m_findingCard(new Card)
    , m_findings(new QStandardItemModel(this))
    , m_findingTitle(new TextLabel(FontRole::CardTitle))
    , m_files(new TextLabel(FontRole::Small))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(makeClients(), 1);
    row->addWidget(makeLedger());
    layout->addLayout(row, 1);
}

QWidget *ResultPanel::makeHead()
{
    auto *card = new Card;
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(16, 14, 16, 12);
    inner->setSpacing(9);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_icon);
    line->addWidget(m_headline);
    line->addWidget(m_explanation, 1);
    m_explanation->setWordWrap(true);
    inner->addLayout(line);
    inner->addWidget(m_bar);
    card->body()->addLayout(inner);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    return card;
}

QWidget *ResultPanel::makeClients()
{
    auto *column = new QWidget;
    auto *both = new QVBoxLayout(column);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(12);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 10, 14, 8);
    head->setSpacing(4);
    head->addWidget(m_findingTitle);
    head->addWidget(m_files);
    m_files->setTextFormat(Qt::RichText);
    m_files->setAccessibleName(tr("Files of the job"));
    m_files->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_files, &QLabel::linkActivated, this,
        [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    m_findingCard->body()->addLayout(head);
    auto *table = new QTableView;
    m_findings->setHorizontalHeaderLabels({tr("Kind"), tr("Index"), tr("Document"), tr("Detail")});
    table->setModel(m_findings);
    table->setAccessibleName(tr("Findings"));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setItemDelegate(new CellDelegate(table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(16);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    m_findingCard->body()->addWidget(table, 1);
    both->addWidget(m_findingCard, 1);

    auto *card = new Card;
    m_clientTitle->setContentsMargins(14, 11, 14, 7);
    card->body()->addWidget(m_clientTitle);
    m_clients->setContentsMargins(14, 0, 14, 8);
    m_clients->setHorizontalSpacing(16);
    m_clients->setVerticalSpacing(2);
    m_clients->setColumnStretch(1, 1);
    m_clients->setColumnMinimumWidth(0, 96);
    card->body()->addLayout(m_clients);
    m_snippets->setDocumentMode(true);
    m_snippets->setAccessibleName(tr("Examples for clients"));
    m_snippets->tabBar()->setAccessibleName(tr("Examples for clients"));
    m_snippets->tabBar()->setDrawBase(false);
    card->body()->addWidget(m_snippets, 1);
    both->addWidget(card, 1);
    return column;
}

QWidget *ResultPanel::makeLedger()
{
    auto *card = new Card;
    card->setFixedWidth(340);
    auto *title = new TextLabel(tr("Ledger"), FontRole::CardTitle);
    title->setContentsMargins(14, 11, 14, 7);
    card->body()->addWidget(title);
    m_ledger->setContentsMargins(14, 0, 14, 12);
    m_ledger->setVerticalSpacing(4);
    card->body()->addLayout(m_ledger);
    card->body()->addStretch();
    return card;
}

void ResultPanel::addRow(QGridLayout *grid, const QString &name, const QString &value, bool copies)
{
    const int row = grid->rowCount();
    grid->addWidget(new TextLabel(name, FontRole::Body, TextColor::Secondary), row, 0);
    auto *label = new TextLabel(value, copies ? FontRole::Code : FontRole::Body);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment((copies ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    grid->addWidget(label, row, 1);
    if (!copies)
        return;
    auto *copy = makeButton({}, QStringLiteral("copy"), "flat");
    copy->setProperty("low", true);
    copy->setAccessibleName(tr("Copy %1").arg(name));
    copy->setToolTip(tr("Copy %1").arg(name));
    connect(copy, &QPushButton::clicked, copy, [value] { QGuiApplication::clipboard()->setText(value); });
    grid->addWidget(copy, row, 2);
}

void ResultPanel::fillClients(const SessionInfo &info)
{
    const Endpoint &from = info.plan.source;
    const Endpoint &to = info.plan.target;
    m_clientTitle->setText(tr("Point your clients to %1").arg(clusterName(to)));
    clear(m_clients);
    addRow(m_clients, tr("Endpoint"), to.url, true);
    if (!to.user.isEmpty())
        addRow(m_clients, tr("User"), to.user, true);
    if (!to.fingerprint.isEmpty())
        addRow(m_clients, tr("Fingerprint"), to.fingerprint, true);
    if (!to.caFile.isEmpty())
        addRow(m_clients, tr("CA file"), to.caFile, true);
    m_snippets->clear();
    const QString user = to.user.isEmpty() ? QString() : QString(QStringLiteral(" -u ") + to.user);
    const QString ca = to.caFile.isEmpty() ? QString() : QString(QStringLiteral(" --cacert ") + to.caFile);
    m_snippets->addTab(snippet(QString(QStringLiteral("# was ") + from.url + QStringLiteral("\ncurl") + ca + user
                                   + QStringLiteral(" '") + to.url + QStringLiteral("/_cat/indices?v'\n")),
                           tr("curl example")),
        QStringLiteral("curl"));
    const bool openSearch = to.product == Product::OpenSearch;
    const QString package = openSearch ? QStringLiteral("opensearchpy") : QStringLiteral("elasticsearch");
    const QString name = openSearch ? QStringLiteral("OpenSearch") : QStringLiteral("Elasticsearch");
    QString python = QString(QStringLiteral("from ") + package + QStringLiteral(" import ") + name
        + QStringLiteral("\n\nclient = ") + name + QStringLiteral("(\n    \"") + to.url + QStringLiteral("\",  # was ")
        + from.url + u'\n');
    if (!to.caFile.isEmpty())
        python += QStringLiteral("    ca_certs=\"") + to.caFile + QStringLiteral("\",\n");
    if (!to.user.isEmpty())
        python += QStringLiteral("    %1=(\"%2\", os.environ[\"ES_PASSWORD\"]),\n")
                      .arg(openSearch ? QStringLiteral("http_auth") : QStringLiteral("basic_auth"), to.user);
    python += QStringLiteral(")\n");
    if (!to.user.isEmpty())
        python.prepend(QStringLiteral("import os\n\n"));
    m_snippets->addTab(snippet(python, tr("Python example")), QStringLiteral("Python"));
}

void ResultPanel::fillLedger(const JobEnd &end)
{
    clear(m_ledger);
    const Ledger &ledger = end.summary.ledger;
    addRow(m_ledger, tr("Read"), formats::count(ledger.read), false);
    addRow(m_ledger, tr("Written"), formats::count(ledger.written), false);
    addRow(m_ledger, tr("Already there"), formats::count(ledger.already), false);
    addRow(m_ledger, tr("Rejected"), formats::count(ledger.rejected), false);
    addRow(m_ledger, tr("Filtered"), formats::count(ledger.filtered), false);
    addRow(m_ledger, tr("Deletes applied"),
        tr("%1 of %2").arg(formats::count(ledger.deletesApplied), formats::count(ledger.deletesFound)), false);
    addRow(m_ledger, tr("Ledger"), ledger.closes() ? tr("closed") : tr("does not close"), false);
    addRow(m_ledger, tr("Time"), formats::seconds(end.summary.seconds), false);
    addRow(m_ledger, tr("Job"), end.summary.job, false);
}

void ResultPanel::fillFindings(const JobEnd &end, const QList<Finding> &live)
{
    const QList<Finding> &findings = end.summary.findings.isEmpty() ? live : end.summary.findings;
    m_findings->removeRows(0, m_findings->rowCount());
    for (const Finding &finding : findings)
        m_findings->appendRow({new QStandardItem(finding.kind), new QStandardItem(finding.index),
            new QStandardItem(finding.id), new QStandardItem(finding.detail)});
    const qint64 all = std::max<qint64>(end.summary.findingCount, findings.size());
    m_findingTitle->setText(tr("%n finding(s)", nullptr, static_cast<int>(all)));
    m_findingCard->setVisible(all > 0);
    QStringList links;
    const auto link = [](const QString &path, const QString &text) {
        return QString(
            QStringLiteral("<a href='") + path.toHtmlEscaped() + QStringLiteral("'>") + text + QStringLiteral("</a>"));
    };
    if (!end.summary.findingsFile.isEmpty())
        links.append(link(end.summary.findingsFile, tr("All findings")));
    if (!end.summary.rejectedFile.isEmpty())
        links.append(link(end.summary.rejectedFile, tr("Rejected documents")));
    m_files->setText(links.join(QStringLiteral(" &nbsp; ")));
    m_files->setVisible(!links.isEmpty());
}

void ResultPanel::setEnd(
    const SessionInfo &info, const JobSnapshot &snapshot, const JobEnd &end, const QList<Finding> &findings)
{
    const JobSummary &summary = end.summary;
    JobState state = summary.outcome == Outcome::Findings ? JobState::Findings : JobState::Succeeded;
    const auto look = lookOfJob(state);
    m_icon->setPixmap(icon(look.icon, iconColor(look.tone)).pixmap(QSize(22, 22), devicePixelRatioF()));
    const bool paused = summary.writePauseSeconds >= 0;
    m_headline->setText(paused ? tr("Writes paused %1").arg(formats::seconds(summary.writePauseSeconds))
            : summary.outcome == Outcome::Findings ? tr("Finished with findings")
                                                   : tr("Copied, without a cutover"));
    QString text;
    if (paused) {
        text = tr("measured from the refused write on %1 to the first write that %2 may take.")
                   .arg(clusterName(info.plan.source), clusterName(info.plan.target));
        if (snapshot.gate.predictedPauseSeconds >= 0)
            text += u' ' + tr("Predicted about %1.").arg(formats::seconds(snapshot.gate.predictedPauseSeconds));
    } else {
        text = summary.reason;
    }
    m_explanation->setText(text);
    QList<PauseBar::Part> parts;
    for (const Stage &stage : snapshot.stages) {
        if (stage.id != StageId::Finalization || !paused)
            continue;
        for (const Step &step : stage.steps) {
            if (step.id != QLatin1String("gate") && step.seconds >= 0)
                parts.append({shortStep(step), step.seconds});
        }
    }
    m_bar->setParts(parts);
    fillClients(info);
    fillLedger(end);
    fillFindings(end, findings);
}

} // namespace godwit
