// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"
#include "sampleverify.h"

#include "models/querysetmodel.h"
#include "models/verifytablemodel.h"
#include "widgets/mainwindow.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/definitionsview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/findingspanel.h"
#include "widgets/verify/indicespanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"
#include "widgets/verify/verifypage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

namespace godwit {
namespace {

void choosePair(VerifyPage &page)
{
    for (const PairSide side : {PairSide::Source, PairSide::Target}) {
        QComboBox *box = page.pair()->connection(side);
        box->setCurrentIndex(side == PairSide::Source ? 0 : 1);
        Q_EMIT box->activated(box->currentIndex());
    }
    settle(200);
    QLineEdit *edit = page.pair()->index(PairSide::Source)->lineEdit();
    edit->setText(QStringLiteral("customers"));
    Q_EMIT edit->editingFinished();
    settle(200);
}

VerifyRow row(const char *index, VerifyState state, qint64 documents, double seconds)
{
    VerifyRow row;
    row.pair = {QLatin1String(index), QLatin1String(index)};
    row.state = state;
    row.source.documents = row.target.documents = documents;
    row.source.read = row.target.read = documents;
    row.seconds = seconds;
    return row;
}

//! The middle of a comparison, as its table and its findings show it.
void showComparison(VerifyPage &page)
{
    VerifyRow orders = row("orders-2024", VerifyState::Differs, 24'118'402, 182);
    orders.missing = 1;
    orders.different = 3;
    orders.equalInMeaning = 118'406;
    orders.lookedAgain = 4823;
    orders.findings = 4;
    VerifyRow customers = row("customers", VerifyState::Differs, 4'812'671, 41);
    customers.extra = customers.findings = 1;
    VerifyRow events = row("order-events-000018", VerifyState::Running, 14'228'093, 70);
    events.doing = QStringLiteral("reading");
    events.source.read = events.target.read = 8'821'418;
    page.indices()->model()->setRows({orders, customers, events, row("orders-2025", VerifyState::Pending, -1, 0),
        row("carts-live", VerifyState::Equal, 642'204, 6), row("carts-old", VerifyState::Suspended, 0, 47)});
    QList<VerifyFinding> findings;
    const std::pair<const char *, const char *> found[] = {{"different", "ord-88213907"}, {"different", "ord-88213911"},
        {"missing", "ord-88991204"}, {"extra", "cus-7730112"}};
    for (const auto &[kind, id] : found) {
        VerifyFinding finding;
        finding.kind = QLatin1String(kind);
        finding.id = QLatin1String(id);
        finding.sourceIndex = finding.targetIndex = QStringLiteral("orders-2024");
        finding.detail = finding.kind == QLatin1String("different") ? QStringLiteral("3 values differ")
                                                                    : QStringLiteral("only on one side");
        findings.append(finding);
    }
    page.findings()->add(findings);
}

} // namespace

void verifyPictures(const Saver &save)
{
    const QTemporaryDir folder;
    sample::VerifyClusters desk;
    sample::saveVerifyProfiles(folder.path());
    WindowPorts ports;
    ports.profiles = ProfileStore(folder.path());
    ports.verify = &desk;
    MainWindow window(ports);
    window.resize(1280, 800);
    window.show();
    window.showPage(QStringLiteral("verify"));
    settle(100);
    save(window, QStringLiteral("verify-empty"));
    VerifyPage *page = window.verify();
    choosePair(*page);
    showComparison(*page);
    page->tabs()->setCurrentWidget(page->findings());
    page->findings()->list()->setCurrentIndex(page->findings()->list()->model()->index(0, 0));
    settle(400);
    save(window, QStringLiteral("verify-findings"));
    page->tabs()->setCurrentWidget(page->queries());
    page->session()->drawSamples();
    settle(300);
    const QString phonetic = QStringLiteral(
        "{\n  \"query\": {\n    \"match\": {\n      \"name.suggest\": {\n        \"query\": \"Maier\",\n"
        "        \"fuzziness\": 1\n      }\n    }\n  },\n  \"size\": 10\n}\n");
    const int row = page->queries()->set()->add({QStringLiteral("Phonetic name search"), false, phonetic});
    page->queries()->runAll();
    settle(400);
    page->queries()->list()->setCurrentIndex(page->queries()->set()->index(row, 0));
    settle(100);
    save(window, QStringLiteral("verify-query"));
    page->queries()->list()->setCurrentIndex(page->queries()->set()->index(3, 0));
    settle(100);
    save(window, QStringLiteral("verify-query-aggregations"));
    page->tabs()->setCurrentWidget(page->definitions());
    page->definitions()->step(true);
    settle(100);
    save(window, QStringLiteral("verify-definitions"));
    page->tabs()->setCurrentWidget(page->documents());
    settle(300);
    page->documents()->table()->setCurrentIndex(page->documents()->model()->index(3, 1));
    settle(400);
    page->documents()->compared()->step(true);
    save(window, QStringLiteral("verify-documents"));
    window.resize(900, 640);
    settle(200);
    save(window, QStringLiteral("verify-documents-narrow"));
    page->tabs()->setCurrentWidget(page->queries());
    settle(200);
    save(window, QStringLiteral("verify-query-narrow"));
    page->tabs()->setCurrentWidget(page->definitions());
    settle(200);
    save(window, QStringLiteral("verify-definitions-narrow"));
}

} // namespace godwit
