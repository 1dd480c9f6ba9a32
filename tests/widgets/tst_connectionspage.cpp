// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionsamples.h"

#include "models/profilemodel.h"
#include "models/teststepmodel.h"
#include "widgets/badges.h"
#include "widgets/certificatedialog.h"
#include "widgets/confirmwrite.h"
#include "widgets/connectionspage.h"
#include "widgets/profileeditor.h"
#include "widgets/segments.h"
#include "widgets/testpanel.h"
#include "widgets/undobar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

class TestConnectionsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void aPastedUrlIsTakenApart()
    {
        ProfileEditor editor;
        editor.setProfile({});
        editor.address()->setFocus();
        QTest::keyClicks(editor.address(), QStringLiteral("https://elastic:s3cret@orders.example:9243"));
        QTest::keyClick(editor.address(), Qt::Key_Return);
        QCOMPARE(editor.address()->text(), QStringLiteral("https://orders.example:9243"));
        QCOMPARE(editor.user()->text(), QStringLiteral("elastic"));
        QCOMPARE(editor.password()->text(), QStringLiteral("s3cret"));
        QCOMPARE(editor.profile().endpoint.auth, AuthKind::Basic);
        QCOMPARE(editor.profile().name(), QStringLiteral("orders.example"));
        QCOMPARE(editor.secrets().password, QStringLiteral("s3cret"));
    }
    void aPastedPasswordIsNotLeftReadable()
    {
        ProfileEditor editor;
        editor.setProfile({});
        QApplication::clipboard()->setText(QStringLiteral("https://elastic:s3cret@orders.example:9243"));
        editor.address()->paste();
        QCOMPARE(editor.address()->text(), QStringLiteral("https://orders.example:9243"));
        QCOMPARE(editor.password()->text(), QStringLiteral("s3cret"));
    }
    void theSavedFileHoldsNoSecret()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        ConnectionsPage page(ProfileStore(folder.path()), nullptr, &tester);
        QVERIFY(!page.saveButton()->isEnabled());
        page.editor()->address()->setText(QStringLiteral("https://orders.example:9243"));
        page.editor()->name()->setText(QStringLiteral("orders-eu"));
        page.editor()->signIn()->setCurrentIndex(static_cast<int>(AuthKind::Basic));
        page.editor()->user()->setText(QStringLiteral("elastic"));
        page.editor()->password()->setText(QStringLiteral("s3cret"));
        page.saveButton()->click();
        const ProfileStore store(folder.path());
        QCOMPARE(store.load().size(), 1);
        QCOMPARE(page.count(), 1);
        QVERIFY(!page.hasUnsavedChanges());
        QFile file(store.folder() + u'/' + store.load().first().id + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("s3cret"));
        // The test still knows what was typed in this session.
        page.test();
        QTRY_COMPARE(tester.secrets.password, QStringLiteral("s3cret"));
    }
    void theFirstProblemHasItsFixBelow()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        TestStep name;
        name.id = QStringLiteral("name");
        name.title = QStringLiteral("Name (DNS)");
        name.state = TestState::Passed;
        TestStep tcp;
        tcp.id = QStringLiteral("tcp");
        tcp.title = QStringLiteral("TCP, port 9200");
        tcp.state = TestState::Failed;
        tcp.fix = QStringLiteral("Start the server.");
        TestStep tls;
        tls.id = QStringLiteral("tls");
        tester.answer = {name, tcp, tls};
        ConnectionsPage page(ProfileStore(folder.path()), nullptr, &tester);
        QVERIFY(page.testPanel()->note()->isHidden());
        page.editor()->address()->setText(QStringLiteral("http://127.0.0.1:9"));
        page.test();
        QTRY_VERIFY(!page.testPanel()->note()->isHidden());
        QCOMPARE(page.testPanel()->note()->text(), QStringLiteral("Start the server."));
        QCOMPARE(tester.asked.url, QStringLiteral("http://127.0.0.1:9"));
        QCOMPARE(page.testPanel()->model()->index(2, 0).data(TestStepModel::DetailRole).toString(),
            QStringLiteral("Not tried"));
    }
    void aChangeIsNamedAndCanBeDiscarded()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        const ProfileStore store(folder.path());
        const Profile profile = saved(store, QStringLiteral("a"));
        ConnectionsPage page(store, nullptr, &tester);
        QVERIFY(!page.hasUnsavedChanges());
        page.editor()->name()->setText(QStringLiteral("b"));
        page.editor()->safety()->setCurrent(0);
        QCOMPARE(page.editor()->changes(), QStringList({QStringLiteral("Name"), QStringLiteral("Safety")}));
        page.saveButton()->click();
        QCOMPARE(store.load().first().name(), QStringLiteral("b"));
        QCOMPARE(store.load().first().id, profile.id);
        QCOMPARE(safetyOf(store.load().first().endpoint), Safety::ReadOnly);
    }
    void whatIsWrongIsSaidBelowItsFieldWhenItIsLeft()
    {
        ProfileEditor editor;
        editor.setProfile({});
        editor.setOtherNames({QStringLiteral("taken")});
        editor.show();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        editor.name()->setFocus();
        QTest::keyClick(editor.name(), Qt::Key_Tab);
        QVERIFY(editor.message(ProfileField::Name).isEmpty()); // only passed through
        editor.name()->setFocus();
        QTest::keyClicks(editor.name(), QStringLiteral("taken"));
        QVERIFY(editor.message(ProfileField::Name).isEmpty()); // still typing
        QTest::keyClick(editor.name(), Qt::Key_Tab);
        QVERIFY(editor.message(ProfileField::Name).contains(QStringLiteral("taken")));
        QCOMPARE(editor.name()->accessibleDescription(), editor.message(ProfileField::Name));
        editor.name()->setFocus();
        QTest::keyClicks(editor.name(), QStringLiteral("2"));
        QVERIFY(editor.message(ProfileField::Name).isEmpty());
    }
    void savingGoesToTheFirstProblem()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        ConnectionsPage page(ProfileStore(folder.path()), nullptr, &tester);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.editor()->name()->setText(QStringLiteral("a"));
        page.editor()->address()->setText(QStringLiteral("ftp://nowhere"));
        page.editor()->signIn()->setCurrentIndex(static_cast<int>(AuthKind::Basic));
        page.editor()->trust()->setCurrentIndex(2);
        page.editor()->fingerprint()->setText(QStringLiteral("AB:CD"));
        page.saveButton()->click();
        QVERIFY(page.editor()->address()->hasFocus());
        for (const auto field :
            {ProfileField::Address, ProfileField::User, ProfileField::Secret, ProfileField::Fingerprint})
            QVERIFY(!page.editor()->message(field).isEmpty());
        QVERIFY(page.editor()->message(ProfileField::Name).isEmpty());
        QCOMPARE(page.count(), 0);
    }
    void everyKindOfPasteFillsTheForm()
    {
        ProfileEditor editor;
        editor.setProfile({});
        const auto paste = [&editor](const QString &text) {
            editor.setProfile({});
            QApplication::clipboard()->setText(text);
            editor.address()->paste();
        };
        paste(
            QStringLiteral("curl -k -H 'Authorization: ApiKey abc==' --cacert ca.pem https://orders.example/_search"));
        QCOMPARE(editor.address()->text(), QStringLiteral("https://orders.example:443"));
        QCOMPARE(editor.secrets().apiKey, QStringLiteral("abc=="));
        QCOMPARE(editor.profile().endpoint.caFile, QStringLiteral("ca.pem"));
        paste(QString(QStringLiteral("mine:") + QString::fromLatin1(QByteArray("eu.example$abc$def").toBase64())));
        QCOMPARE(editor.address()->text(), QStringLiteral("https://abc.eu.example:443"));
        QCOMPARE(editor.name()->text(), QStringLiteral("mine"));
        QCOMPARE(editor.profile().endpoint.product, Product::Elasticsearch);
        paste(QStringLiteral("https://in03-abc.serverless.gcp-us-west1.cloud.zilliz.com"));
        QCOMPARE(editor.profile().endpoint.product, Product::Milvus);
    }
    void aSecretIsShownOnlyOnDemand()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        HeldSecrets secrets;
        const ProfileStore store(folder.path());
        const Profile profile = saved(store, QStringLiteral("a"), AuthKind::Basic);
        QVERIFY(secrets.write(profile.secretKey(), {QStringLiteral("s3cret"), {}, {}}));
        ConnectionsPage page(store, &secrets, &tester);
        QLineEdit *field = page.editor()->password();
        QTRY_VERIFY(!field->placeholderText().isEmpty());
        QVERIFY(field->text().isEmpty());
        page.editor()->reveal()->setChecked(true);
        QTRY_COMPARE(field->text(), QStringLiteral("s3cret"));
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
        QVERIFY(!page.hasUnsavedChanges());
        page.setRevealAllowed(false);
        QVERIFY(field->text().isEmpty());
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!page.editor()->reveal()->isVisible());
        page.editor()->reveal()->trigger();
        QCOMPARE(field->echoMode(), QLineEdit::Password);
    }
    void withoutAKeychainTheFieldSaysSo()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        HeldSecrets secrets;
        secrets.lasts = false;
        const ProfileStore store(folder.path());
        saved(store, QStringLiteral("a"), AuthKind::Basic);
        ConnectionsPage page(store, &secrets, &tester);
        QTRY_COMPARE(page.editor()->password()->accessibleDescription(), QStringLiteral("for this session only"));
        page.editor()->password()->setText(QStringLiteral("x"));
        page.saveButton()->click();
        QTRY_VERIFY(page.editor()->password()->accessibleDescription().contains(QStringLiteral("this session only")));
    }
    void undoBringsTheSameConnectionBack()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        HeldSecrets secrets;
        const ProfileStore store(folder.path());
        const Profile a = saved(store, QStringLiteral("a"), AuthKind::Basic);
        saved(store, QStringLiteral("b"));
        QVERIFY(secrets.write(a.secretKey(), {QStringLiteral("s3cret"), {}, {}}));
        ConnectionsPage page(store, &secrets, &tester);
        page.select(a.id);
        page.removeCurrent();
        QCOMPARE(page.count(), 1);
        QTRY_VERIFY(!secrets.has(a.secretKey()));
        page.undoBar()->button()->click();
        QCOMPARE(page.count(), 2);
        QCOMPARE(store.load().first(), a);
        QTRY_VERIFY(secrets.has(a.secretKey()));
        QCOMPARE(secrets.read(a.secretKey())->password, QStringLiteral("s3cret"));
    }
    void aCopyHasNoSecret()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        HeldSecrets secrets;
        const ProfileStore store(folder.path());
        const Profile a = saved(store, QStringLiteral("a"), AuthKind::Basic);
        saved(store, QStringLiteral("z"));
        QVERIFY(secrets.write(a.secretKey(), {QStringLiteral("s3cret"), {}, {}}));
        ConnectionsPage page(store, &secrets, &tester);
        page.select(a.id);
        page.duplicateCurrent();
        const QList<Profile> profiles = store.load();
        QCOMPARE(profiles.size(), 3);
        QCOMPARE(profiles.at(1).name(), QStringLiteral("a copy"));
        QVERIFY(!secrets.has(profiles.at(1).secretKey()));
    }
    void theOrderIsChangedByKeys()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        const ProfileStore store(folder.path());
        const Profile a = saved(store, QStringLiteral("a"));
        saved(store, QStringLiteral("b"));
        ConnectionsPage page(store, nullptr, &tester);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.select(a.id);
        page.list()->setFocus();
        QTest::keyClick(page.list(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(store.load().first().name(), QStringLiteral("b"));
        QCOMPARE(page.list()->currentIndex().row(), 1);
        page.moveCurrent(1); // it is the last already
        QCOMPARE(store.load().last().name(), QStringLiteral("a"));
    }
    void theFilterLooksIntoNameAddressAndTag()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        const ProfileStore store(folder.path());
        saved(store, QStringLiteral("a"));
        Profile prod;
        prod.endpoint.profile = QStringLiteral("b");
        prod.endpoint.url = QStringLiteral("https://orders.example:9200");
        prod.endpoint.environment = QStringLiteral("PROD");
        QVERIFY(store.save(&prod));
        ConnectionsPage page(store, nullptr, &tester);
        for (const char *text : {"orders", "prod", "B"}) {
            page.filter()->setText(QLatin1String(text));
            QCOMPARE(page.list()->model()->rowCount(), 1);
        }
        page.filter()->setText(QStringLiteral("nothing"));
        QCOMPARE(page.list()->model()->rowCount(), 0);
        page.select(prod.id); // lifts the filter that hides it
        QCOMPARE(page.list()->model()->rowCount(), 2);
    }
    void aFormThatIsLeftKeepsWhatWasTyped()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        const ProfileStore store(folder.path());
        const Profile a = saved(store, QStringLiteral("a"));
        const Profile b = saved(store, QStringLiteral("b"));
        ConnectionsPage page(store, nullptr, &tester);
        page.select(a.id);
        page.editor()->name()->setText(QStringLiteral("renamed"));
        page.select(b.id);
        QCOMPARE(page.editor()->name()->text(), QStringLiteral("b"));
        QVERIFY(page.editor()->changes().isEmpty());
        QVERIFY(page.hasUnsavedChanges());
        page.select(a.id);
        QCOMPARE(page.editor()->name()->text(), QStringLiteral("renamed"));
        QCOMPARE(page.editor()->changes(), QStringList({QStringLiteral("Name")}));
    }
    void aDroppedFileIsImported()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        const ProfileStore store(folder.path());
        saved(store, QStringLiteral("a"));
        ConnectionsPage page(store, nullptr, &tester);
        const QString path = folder.filePath(QStringLiteral("out.json"));
        QVERIFY(page.exportFile(path, store.load()));
        drop(&page, path);
        QTRY_COMPARE(page.count(), 2);
        QCOMPARE(store.load().last().name(), QStringLiteral("a 2"));
        QVERIFY(page.undoBar()->text().contains(QStringLiteral("a 2")));
        page.undoBar()->button()->click();
        QCOMPARE(store.load().size(), 1);

        QFile wrong(folder.filePath(QStringLiteral("wrong.json")));
        QVERIFY(wrong.open(QIODevice::WriteOnly)
            && wrong.write("{\"godwit_connections\":1,\"connections\":[{\"name\":\"x\",\"pasword\":\"y\"}]}") > 0);
        wrong.close();
        drop(&page, wrong.fileName());
        QTRY_VERIFY(page.undoBar()->text().contains(QStringLiteral("\"pasword\"")));
        QCOMPARE(page.count(), 1);

        QFile plan(folder.filePath(QStringLiteral("plan.json")));
        QVERIFY(plan.open(QIODevice::WriteOnly) && plan.write("{\"godwit\":1}") > 0);
        plan.close();
        QSignalSpy plans(&page, &ConnectionsPage::planDropped);
        drop(&page, plan.fileName());
        QTRY_COMPARE(plans.size(), 1);
    }
    void aTestIsCancelledAtOnce()
    {
        const QTemporaryDir folder;
        HangingTester tester;
        ConnectionsPage page(ProfileStore(folder.path()), nullptr, &tester);
        page.editor()->address()->setText(QStringLiteral("http://127.0.0.1:9"));
        TestPanel *panel = page.testPanel();
        panel->button()->click();
        QTRY_VERIFY(tester.running);
        QCOMPARE(panel->button()->text(), QStringLiteral("Cancel"));
        panel->button()->click();
        QTRY_VERIFY(!panel->running());
        QTRY_COMPARE(panel->button()->text(), QStringLiteral("Test again"));
        QVERIFY(panel->button()->isEnabled());
    }
    void theListRemembersHowATestEnded()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        tester.answer = {version()};
        const ProfileStore store(folder.path());
        const Profile a = saved(store, QStringLiteral("a"));
        ConnectionsPage page(store, nullptr, &tester);
        page.test();
        QTRY_COMPARE(store.load().first().lastSeen, QStringLiteral("Elasticsearch 8.3.3"));
        QCOMPARE(store.load().first().health.nodes, 3);
        QVERIFY(store.load().first().health.succeeded.isValid());
        const QModelIndex shown = page.list()->model()->index(0, 0);
        QVERIFY(shown.data(ProfileModel::HealthRole).toString().startsWith(QStringLiteral("green")));
        // With unsaved settings it says nothing about the saved ones.
        tester.answer.first().healthColor = QStringLiteral("red");
        page.editor()->address()->setText(QStringLiteral("http://127.0.0.1:9999"));
        page.test();
        QTRY_COMPARE(tester.asked.url, QStringLiteral("http://127.0.0.1:9999"));
        QTRY_VERIFY(!page.testPanel()->running());
        QTest::qWait(50);
        QCOMPARE(store.load().first().health.color, QStringLiteral("green"));
    }
    void aShownCertificateCanBePinned()
    {
        const QTemporaryDir folder;
        ScriptedTester tester;
        TestStep tls;
        tls.id = QStringLiteral("tls");
        tls.title = QStringLiteral("TLS 1.3");
        tls.state = TestState::Failed;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        tls.chain = {{QStringLiteral("es01"), QStringLiteral("Practice CA"), now.addDays(-1), now.addDays(100),
                         QString(QStringLiteral("AB:").repeated(31) + QStringLiteral("CD"))},
            {QStringLiteral("Practice CA"), QStringLiteral("Practice CA"), now.addDays(-1), now.addDays(900),
                QString(QStringLiteral("EF:").repeated(31) + QStringLiteral("00"))}};
        tester.answer = {tls};
        ConnectionsPage page(ProfileStore(folder.path()), nullptr, &tester);
        page.editor()->name()->setText(QStringLiteral("a"));
        page.editor()->address()->setText(QStringLiteral("https://127.0.0.1:9"));
        page.test();
        QTRY_VERIFY(!page.testPanel()->note()->action()->isHidden());
        page.testPanel()->note()->action()->click();
        auto *dialog = page.testPanel()->findChild<CertificateDialog *>();
        QVERIFY(dialog);
        dialog->pinButton()->click();
        QCOMPARE(page.editor()->profile().endpoint.fingerprint, tls.chain.first().fingerprint);
        page.saveButton()->click();
        QCOMPARE(page.editor()->profile().pinned, tls.chain.first());
        // The next time it is another one: what differs is named.
        tester.answer.first().chain.first().fingerprint.replace(QStringLiteral("CD"), QStringLiteral("EE"));
        tester.answer.first().chain.first().subject = QStringLiteral("es02");
        page.test();
        QTRY_VERIFY(page.testPanel()->note()->text().contains(QStringLiteral("was es01, is es02")));
    }
    void onlyTheLevelConfirmAsks()
    {
        QWidget parent;
        Endpoint endpoint;
        endpoint.profile = QStringLiteral("orders-new");
        endpoint.environment = QStringLiteral("STAGING");
        int done = 0;
        const auto go = [&done] { ++done; };
        confirmWrite(endpoint, QStringLiteral("It is filled."), QStringLiteral("Fill"), &parent, go);
        QCOMPARE(done, 1);
        endpoint.safety = QStringLiteral("confirm");
        confirmWrite(endpoint, QStringLiteral("It is filled."), QStringLiteral("Fill"), &parent, go);
        QCOMPARE(done, 1);
        auto *dialog = parent.findChild<ConfirmWriteDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->windowTitle().contains(QStringLiteral("orders-new")));
        QCOMPARE(dialog->findChild<EnvironmentStrip *>()->environment(), QStringLiteral("STAGING"));
        dialog->acceptButton()->click();
        QCOMPARE(done, 2);
    }
};

QTEST_MAIN(TestConnectionsPage)
#include "tst_connectionspage.moc"
