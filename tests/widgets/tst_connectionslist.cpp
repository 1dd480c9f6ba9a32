// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionsamples.h"

#include "widgets/connectionspage.h"
#include "widgets/profileeditor.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>

using namespace godwit;
using namespace godwit::test;

//! The order of the connections, and the secret of a proxy.
class TestConnectionsList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void aRowIsDraggedToAnotherPlace()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        for (const char *name : {"a", "b", "c"})
            saved(store, QLatin1String(name));
        ScriptedTester tester;
        ConnectionsPage page(store, nullptr, &tester);
        page.resize(1100, 700);
        page.show();
        const auto names = [&store] {
            QString text;
            const QList<Profile> profiles = store.load();
            for (const Profile &profile : profiles)
                text += profile.name();
            return text;
        };
        QAbstractItemModel *model = page.list()->model();
        const auto shown = [model] {
            QString text;
            for (int i = 0; i < model->rowCount(); ++i)
                text += model->index(i, 0).data().toString();
            return text;
        };
        // The model as a view speaks to it: the last before the first.
        const std::unique_ptr<QMimeData> last(model->mimeData({model->index(2, 0)}));
        QVERIFY(model->dropMimeData(last.get(), Qt::MoveAction, 0, 0, {}));
        QTRY_COMPARE(shown(), QStringLiteral("cab"));
        QCOMPARE(names(), QStringLiteral("cab"));
        // A drop on the view: the first below the last. The form stays where it is.
        page.list()->setCurrentIndex(model->index(1, 0));
        const std::unique_ptr<QMimeData> first(model->mimeData({model->index(0, 0)}));
        QWidget *viewport = page.list()->viewport();
        const QRect room = page.list()->visualRect(model->index(2, 0));
        model->dropMimeData(first.get(), Qt::MoveAction, model->rowCount(), 0, {});
        QTRY_COMPARE(shown(), QStringLiteral("abc"));
        QCOMPARE(page.editor()->name()->text(), QStringLiteral("a"));
        // On a row counts as between rows, and a file still goes to the page.
        QVERIFY(!(model->flags(model->index(0, 0)) & Qt::ItemIsDropEnabled));
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/x.json"))});
        QDragEnterEvent enter(room.center(), Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &enter);
        QVERIFY(enter.isAccepted());
        QMimeData stranger;
        stranger.setData(QStringLiteral("application/x-godwit-connections"), "nobody");
        QVERIFY(!model->dropMimeData(&stranger, Qt::MoveAction, 0, 0, {}));
        QTest::qWait(50);
        QCOMPARE(names(), QStringLiteral("abc"));
    }
    void aDropOnTheListMovesTheRow()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        for (const char *name : {"a", "b", "c"})
            saved(store, QLatin1String(name));
        ScriptedTester tester;
        ConnectionsPage page(store, nullptr, &tester);
        page.resize(1100, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QAbstractItemModel *model = page.list()->model();
        const std::unique_ptr<QMimeData> data(model->mimeData({model->index(0, 0)}));
        // The events of a drag without a drag: what begins one takes the pointer away from the test.
        const QRect room = page.list()->visualRect(model->index(2, 0));
        QDropEvent drop(
            QPointF(room.center().x(), room.bottom() - 1), Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        page.list()->setDragDropMode(QAbstractItemView::DragDrop); // InternalMove asks for the drag's source
        QDragEnterEvent enter(room.center(), Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page.list()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QApplication::sendEvent(page.list()->viewport(), &drop);
        QVERIFY(drop.isAccepted());
        QTRY_COMPARE(model->index(2, 0).data().toString(), QStringLiteral("a"));
        QCOMPARE(store.load().first().name(), QStringLiteral("b"));
        QCOMPARE(model->rowCount(), 3);
    }
    void theProxysPasswordIsKeptBesideTheOther()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile profile = saved(store, QStringLiteral("orders-eu"), AuthKind::Basic);
        HeldSecrets keychain;
        Secrets first;
        first.password = QStringLiteral("s3cret");
        QVERIFY(keychain.write(profile.secretKey(), first));
        ScriptedTester tester;
        ConnectionsPage page(store, &keychain, &tester);
        ProfileEditor *editor = page.editor();
        QVERIFY(editor->proxyUser()->isHidden() || !editor->proxyUser()->isVisibleTo(editor));
        editor->proxy()->setCurrentIndex(2);
        QVERIFY(editor->proxyUser()->isVisibleTo(editor));
        editor->proxyAddress()->setText(QStringLiteral("http://ada:d%40or@proxy.example:3128"));
        QTest::keyClick(editor->proxyAddress(), Qt::Key_Return);
        QCOMPARE(editor->proxyAddress()->text(), QStringLiteral("http://proxy.example:3128"));
        QCOMPARE(editor->proxyUser()->text(), QStringLiteral("ada"));
        QCOMPARE(editor->proxyPassword()->text(), QStringLiteral("d@or"));
        QCOMPARE(editor->proxyPassword()->echoMode(), QLineEdit::Password);
        page.saveButton()->click();
        const auto kept = [&] { return keychain.read(profile.secretKey()).value_or(Secrets()); };
        QTRY_COMPARE(kept().proxyPassword, QStringLiteral("d@or"));
        QCOMPARE(kept().password, QStringLiteral("s3cret"));
        QTRY_VERIFY(!editor->proxyPassword()->placeholderText().isEmpty());
        QVERIFY(editor->changes().isEmpty());
        QFile file(store.folder() + u'/' + profile.id + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray json = file.readAll();
        QVERIFY(json.contains("\"ada\"") && !json.contains("d@or") && !json.contains("d%40or"));
        page.test();
        QTRY_COMPARE(tester.secrets.proxyPassword, QStringLiteral("d@or"));
        QCOMPARE(tester.secrets.password, QStringLiteral("s3cret"));
        // Where no proxy is named any more, its password goes with the next one that is saved.
        editor->proxy()->setCurrentIndex(0);
        editor->password()->setText(QStringLiteral("n3w"));
        page.saveButton()->click();
        QTRY_COMPARE(kept().password, QStringLiteral("n3w"));
        QVERIFY(kept().proxyPassword.isEmpty());
        QVERIFY(store.load().first().endpoint.proxyUser.isEmpty());
    }
    void aProxyThatAsksNeedsItsPassword()
    {
        ProfileEditor editor;
        editor.setProfile({});
        editor.name()->setText(QStringLiteral("a"));
        editor.address()->setText(QStringLiteral("https://orders.example:9243"));
        editor.proxy()->setCurrentIndex(2);
        editor.proxyAddress()->setText(QStringLiteral("http://proxy.example:3128"));
        QVERIFY(editor.validate());
        editor.proxyUser()->setText(QStringLiteral("ada"));
        QVERIFY(!editor.validate());
        QVERIFY(editor.message(ProfileField::ProxySecret).contains(QStringLiteral("password of the proxy")));
        editor.proxyUser()->clear();
        editor.proxyPassword()->setText(QStringLiteral("x"));
        QVERIFY(!editor.validate());
        QVERIFY(editor.message(ProfileField::ProxyUser).contains(QStringLiteral("user of the proxy")));
    }
};

QTEST_MAIN(TestConnectionsList)
#include "tst_connectionslist.moc"
