// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionspage.h"
#include "widgets/profileeditor.h"
#include "widgets/testpanel.h"

#include "models/teststepmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

//! Answers as it is told to, step by step.
class ScriptedTester final : public ConnectionTester
{
public:
    QList<TestStep> run(const Endpoint &endpoint, const Secrets &given,
        const std::function<void(const QList<TestStep> &)> &report, std::stop_token) override
    {
        asked = endpoint;
        secrets = given;
        report(answer);
        return answer;
    }
    QList<TestStep> answer;
    Endpoint asked;
    Secrets secrets;
};

} // namespace

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
        Profile profile;
        profile.endpoint.profile = QStringLiteral("a");
        profile.endpoint.url = QStringLiteral("http://127.0.0.1:9200");
        QVERIFY(store.save(&profile));
        ConnectionsPage page(store, nullptr, &tester);
        QVERIFY(!page.hasUnsavedChanges());
        page.editor()->trust()->setCurrentIndex(1);
        page.editor()->name()->setText(QStringLiteral("b"));
        QCOMPARE(page.editor()->changes(), QStringList({QStringLiteral("Name")}));
        page.select(profile.id);
        page.saveButton()->click();
        QCOMPARE(store.load().first().name(), QStringLiteral("b"));
    }
};

QTEST_MAIN(TestConnectionsPage)
#include "tst_connectionspage.moc"
