// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verifypictures.h"

#include "sampleverify.h"

#include "models/querysetmodel.h"
#include "widgets/mainwindow.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"
#include "widgets/verify/verifypage.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

namespace godwit {
namespace {

void settle(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

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

} // namespace

void verifyPictures(const std::function<void(QWidget &widget, const QString &name)> &save)
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
}

} // namespace godwit
