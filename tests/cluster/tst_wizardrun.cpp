// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A person with a keyboard puts a migration together between two real clusters, starts it and cuts over.
#include "app/windowwiring.h"
#include "models/requestmodel.h"
#include "models/reviewmodel.h"
#include "models/selectiontreemodel.h"
#include "tests/cluster/workload.h"
#include "tests/support/clusterfixture.h"
#include "tests/widgets/keyboard.h"
#include "widgets/codeview.h"
#include "widgets/cutoverpanel.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/wizard/mappingstep.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/pairstep.h"
#include "widgets/wizard/renamerules.h"
#include "widgets/wizard/reviewstep.h"
#include "widgets/wizard/selectiontree.h"
#include "widgets/wizard/selectstep.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

using namespace godwit;
using namespace godwit::test;
using namespace godwit::keyboard;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

void save(const ProfileStore &profiles, const QString &name, const QString &url, const QString &environment)
{
    Profile profile;
    profile.endpoint.profile = name;
    profile.endpoint.url = url;
    profile.endpoint.environment = environment;
    QVERIFY(profiles.save(&profile));
}

//! A request on one index, as "old PUT orders-2025 _block/write": how indices come together in one is a matter of time.
QSet<QString> singly(const QString &cluster, const QByteArray &method, const QByteArray &path)
{
    const QString whole = QString::fromUtf8(QByteArray::fromPercentEncoding(path)).mid(1);
    const QString names = whole.startsWith(u'_') ? QString() : whole.section(u'/', 0, 0);
    const QString call = names.isEmpty() ? whole : whole.section(u'/', 1);
    QSet<QString> all;
    for (const QString &name : names.split(u','))
        all.insert(QStringList{cluster, QString::fromLatin1(method), name, call}.join(u' '));
    return all;
}

//! What a job asks without changing anything.
bool isQuestion(const QByteArray &method, const QByteArray &path)
{
    static const QList<QByteArray> calls{
        "/_search", "/_mget", "/_count", "/_analyze", "/_field_caps", "/_has_privileges", "/_msearch"};
    return method == "GET" || method == "HEAD"
        || std::any_of(calls.begin(), calls.end(), [&path](const QByteArray &call) { return path.endsWith(call); });
}

QString lines(QSet<QString> set)
{
    QStringList list = set.values();
    list.sort();
    return list.join(u'\n');
}

} // namespace

class TestWizardRun : public QObject
{
    Q_OBJECT
    QTranslator m_translator;

    template <class T>
    static T *step(MigrationWizard *wizard, int number)
    {
        return static_cast<T *>(wizard->page(number));
    }
    static bool goOn(MigrationWizard *wizard, int to)
    {
        const bool open = QTest::qWaitFor([&] { return wizard->obstacle().isEmpty(); }, 60'000);
        if (open)
            press(Qt::Key_Right, Qt::AltModifier);
        return open && wizard->step() == to;
    }

private Q_SLOTS:
    void initTestCase() { dressApplication(*qApp, m_translator); }
    void theWholeWayByKeyboardOnly();
};

void TestWizardRun::theWholeWayByKeyboardOnly()
{
    TestCluster source(s("es7"));
    VERIFY_CLUSTER(source);
    TestCluster target(s("es8"));
    VERIFY_CLUSTER(target);
    Workload workload(source, {{"orders-2025", "orders-2026", "customers"}, {}, 5'000, 200, 7, false});
    QVERIFY(workload.fill(2'000));
    source.request("PUT", "/orders-test", "{}");
    source.request("PUT", "/_index_template/shop", R"({"index_patterns":["shop-*"],"priority":500})");
    source.request("POST", "/_aliases",
        R"({"actions":[{"add":{"index":"orders-2025","alias":"orders"}},{"add":{"index":"orders-2026","alias":"orders"}}]})");
    const QTemporaryDir folder;
    const QString state = folder.filePath(s("state"));
    const ProfileStore profiles(state);
    save(profiles, s("old"), source.url(), s("TEST"));
    save(profiles, s("new"), target.url(), s("DEV"));

    WindowWiring wiring(state);
    MainWindow window(wiring.ports());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    MigrationWizard *wizard = window.currentWizard();
    QVERIFY(wizard);

    auto *pair = step<PairStep>(wizard, 0);
    QVERIFY(tabTo(pair->box(PairSide::Source)));
    press(Qt::Key_End);
    QVERIFY(tabTo(pair->box(PairSide::Target)));
    press(Qt::Key_Home);
    QVERIFY2(goOn(wizard, 1), qPrintable(wizard->obstacle()));

    auto *select = step<SelectStep>(wizard, 1);
    const Catalogue &there = wizard->draft()->catalogue(PairSide::Source).value;
    const auto alias = std::find_if(
        there.aliases.begin(), there.aliases.end(), [](const AliasEntry &entry) { return entry.name == s("orders"); });
    QVERIFY(alias != there.aliases.end());
    QCOMPARE(alias->indices, QStringList({s("orders-2025"), s("orders-2026")}));
    QVERIFY(std::any_of(there.templates.begin(), there.templates.end(),
        [](const TemplateEntry &entry) { return entry.name == s("shop") && !entry.legacy && !entry.system; }));
    QVERIFY(there.room && there.room->dataNodes == 1);
    QVERIFY(tabTo(select->filter()));
    type(s("order*, cust*, -*test"));
    QVERIFY(tabTo(select->tickButton()));
    press(Qt::Key_Space);
    QCOMPARE(wizard->draft()->tree()->totals().indices, 3);
    QVERIFY(tabTo(select->rules()->fromEdit(0)));
    type(s("^orders-(.*)"));
    press(Qt::Key_Tab);
    type(s("shop-$1"));
    QVERIFY2(goOn(wizard, 2), qPrintable(wizard->obstacle()));
    QVERIFY2(goOn(wizard, 3), qPrintable(wizard->obstacle()));

    // One more field and another replica count for one index, typed into the target's definition.
    auto *mapping = step<MappingStep>(wizard, 3);
    QVERIFY(QTest::qWaitFor([&] { return mapping->model()->rowCount() == 3; }, 30'000));
    QVERIFY(tabTo(mapping->table()));
    press(Qt::Key_Home);
    while (mapping->model()->row(mapping->table()->currentIndex().row()).source.name != s("customers"))
        press(Qt::Key_Down);
    QVERIFY(tabTo(mapping->targetText()));
    QJsonObject edited = QJsonDocument::fromJson(mapping->targetText()->toPlainText().toUtf8()).object();
    QJsonObject settings = edited.value(s("settings")).toObject();
    settings.insert(s("index.number_of_replicas"), s("0"));
    settings.insert(s("index.max_result_window"), 23'456);
    edited.insert(s("settings"), settings);
    QJsonObject mappings = edited.value(s("mappings")).toObject();
    QJsonObject properties = mappings.value(s("properties")).toObject();
    properties.insert(s("added_by_plan"), QJsonObject{{s("type"), s("keyword")}});
    mappings.insert(s("properties"), properties);
    edited.insert(s("mappings"), mappings);
    QApplication::clipboard()->setText(QString::fromUtf8(QJsonDocument(edited).toJson()));
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(QTest::qWaitFor([&] { return !wizard->plan().overrides.isEmpty(); }, 5'000));
    QVERIFY2(goOn(wizard, 4), qPrintable(wizard->obstacle()));
    QVERIFY2(goOn(wizard, 5), qPrintable(wizard->obstacle()));
    auto *review = step<ReviewStep>(wizard, 5);
    if (review->warningsBox()->isVisible()) {
        QVERIFY(tabTo(review->warningsBox()));
        press(Qt::Key_Space);
    }
    QVERIFY(QTest::qWaitFor([&] { return review->basis()->text().contains(s("measured")); }, 20'000));
    qInfo("estimate: %s, %s", qPrintable(review->duration()->text()), qPrintable(review->basis()->text()));
    QVERIFY(QTest::qWaitFor([&] { return wizard->draft()->rehearsed().state == Loading::Ready; }, 20'000));
    const QList<PlannedRequest> planned = wizard->draft()->rehearsed().value;
    const auto *sent = window.findChild<RequestModel *>();
    QVERIFY(sent);
    // So far nothing was changed anywhere, the rehearsal included.
    for (int row = 0; row < sent->rowCount(); ++row) {
        const RequestRecord &record = sent->record(row);
        QVERIFY2(isQuestion(record.method, record.path),
            qPrintable(lines(singly(record.cluster, record.method, record.path))));
    }
    workload.start();
    QVERIFY2(wizard->obstacle().isEmpty(), qPrintable(wizard->obstacle()));
    press(Qt::Key_Right, Qt::AltModifier);

    MigrationPage *page = window.currentMigration();
    QVERIFY(page);
    const JobSession *session = page->session();
    const auto ended = [session] { return session->phase() == JobSession::Phase::Ended; };
    QVERIFY(QTest::qWaitFor([&] { return ended() || page->header()->primary()->isEnabled(); }, 180'000));
    QVERIFY2(!ended(), qPrintable(session->end().summary.reason));
    QTest::qWait(1'500);
    QVERIFY(QTest::qWaitFor([&] { return ended() || page->header()->primary()->isEnabled(); }, 60'000));
    window.activateWindow(); // the platform without a screen forgets it when a page goes
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(tabTo(page->header()->primary()));
    press(Qt::Key_Space);
    QVERIFY(tabTo(page->cutover()->blockBox()));
    press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return ended() || page->cutover()->stopButton()->isEnabled(); }, 60'000));
    QVERIFY(tabTo(page->cutover()->stopButton()));
    press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor(ended, 120'000));
    workload.stop();
    QVERIFY2(session->end().summary.outcome == Outcome::Succeeded, qPrintable(session->end().summary.reason));

    // The rehearsal named what the job sent, and no more.
    QSet<QString> told;
    QSet<QString> certain;
    for (const PlannedRequest &request : planned) {
        if (isQuestion(request.method, request.path))
            continue;
        const QSet<QString> each = singly(request.onSource ? s("old") : s("new"), request.method, request.path);
        told += each;
        if (request.condition.isEmpty())
            certain += each;
    }
    qInfo("%lld requests were planned", qlonglong(planned.size()));
    QSet<QString> real;
    const auto takeOver = [&] {
        for (int row = 0; row < sent->rowCount(); ++row) {
            const RequestRecord &record = sent->record(row);
            if (!isQuestion(record.method, record.path))
                real += singly(record.cluster, record.method, record.path);
        }
        return (certain - real).isEmpty();
    };
    QTest::qWait(300); // the newest are taken over ten times a second
    QVERIFY2(QTest::qWaitFor(takeOver, 10'000), qPrintable(s("not sent:\n") + lines(certain - real)));
    QVERIFY(sent->rowCount() < RequestLog::capacity);
    QVERIFY2((real - told).isEmpty(), qPrintable(s("not planned:\n") + lines(real - told)));
    QVERIFY(told.contains(s("old PUT orders-2025 _block/write")));
    QVERIFY(real.contains(s("old PUT orders-2025 _block/write")));
    QVERIFY(certain.contains(s("new POST  _aliases")));

    for (const auto &[from, to] : {std::pair{"orders-2025", "shop-2025"}, std::pair{"orders-2026", "shop-2026"},
             std::pair{"customers", "customers"}}) {
        const Documents documents = source.allDocuments(from);
        QVERIFY(documents.size() > 1'000);
        QVERIFY(target.allDocuments(to) == documents);
    }
    const QJsonValue made = target.request("GET", "/customers?flat_settings=true").object().value(s("customers"));
    QCOMPARE(made[s("mappings")][s("properties")][s("added_by_plan")][s("type")].toString(), s("keyword"));
    QCOMPARE(made[s("settings")][s("index.max_result_window")].toString(), s("23456"));
    QCOMPARE(made[s("settings")][s("index.number_of_replicas")].toString(), s("0"));
    const QJsonObject aliased = target.request("GET", "/_alias/orders").object();
    QCOMPARE(aliased.keys(), QStringList({s("shop-2025"), s("shop-2026")}));
}

QTEST_MAIN(TestWizardRun)
#include "tst_wizardrun.moc"
