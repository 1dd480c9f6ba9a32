// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifyscreenshots.h"

#include "models/querysetmodel.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/indicespanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"
#include "widgets/verify/verifypage.h"

#include <QListView>
#include <QTabWidget>
#include <QTableView>

namespace godwit {

bool photographVerify(MainWindow &window, const Plan &plan, const std::function<bool(const QString &name)> &grab,
    const std::function<bool(const std::function<bool()> &reached)> &waitFor)
{
    VerifyPage *page = window.verify();
    window.showPage(QStringLiteral("verify"));
    page->setPlan(plan);
    if (!waitFor([page] { return page->session()->indices().isWhole(); }))
        return false;
    // All pairs are known when the source's indices are listed.
    if (!waitFor([page] { return page->indices()->startButton()->isEnabled(); }))
        return false;
    page->indices()->start();
    const auto compared = [page] { return page->indices()->session()->phase() == VerifySession::Phase::Ended; };
    if (!waitFor(compared))
        return false;
    page->indices()->table()->selectRow(0);
    if (!grab(QStringLiteral("verify")))
        return false;
    QueriesPanel *queries = page->queries();
    page->session()->drawSamples();
    if (!waitFor([queries] { return queries->set()->rowCount() > 1; }))
        return false;
    queries->runAll();
    if (!waitFor([page] { return !page->session()->isRunning(); }))
        return false;
    queries->list()->setCurrentIndex(queries->set()->index(1, 0));
    if (!grab(QStringLiteral("verify-queries")))
        return false;
    page->tabs()->setCurrentWidget(page->documents());
    const DocumentBrowserModel *model = page->documents()->model();
    if (!waitFor([model] { return model->state() == DocumentBrowserModel::State::Ready && model->document(0); }))
        return false;
    page->documents()->table()->setCurrentIndex(model->index(0, DocumentBrowserModel::IdColumn));
    const ComparedView *view = page->documents()->compared();
    return waitFor([view] { return view->model()->rowCount() > 0; }) && grab(QStringLiteral("verify-documents"));
}

} // namespace godwit
