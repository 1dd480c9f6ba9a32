// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowverify.h"
#include "tests/widgets/connectionsamples.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrent>

using namespace godwit;
using namespace godwit::test;

class TestWindowVerify : public QObject
{
    Q_OBJECT

    QTemporaryDir m_state;
    HeldSecrets m_secrets;

    //! What a write answers that comes over this connection, without any server.
    static ErrorKind written(Result<std::unique_ptr<SearchClusterFactory>> factory)
    {
        if (!factory)
            return factory.error().kind;
        return QtConcurrent::run([&] {
            const auto answer = (*factory)->open({})->bulk("{\"delete\":{\"_index\":\"a\",\"_id\":\"1\"}}\n", 1);
            return answer ? ErrorKind::Internal : answer.error().kind;
        }).result();
    }

private Q_SLOTS:
    void onlyTheRepairOfAWritableTargetWrites()
    {
        const ProfileStore profiles(m_state.path());
        Profile profile;
        profile.endpoint.profile = QStringLiteral("orders-new");
        profile.endpoint.product = Product::Elasticsearch;
        profile.endpoint.url = QStringLiteral("http://127.0.0.1:1");
        QVERIFY(profiles.save(&profile));
        WindowVerify desk(profiles, m_secrets);
        const ComparedPair pair{profile.endpoint, profile.endpoint};
        QCOMPARE(written(desk.cluster(pair, PairSide::Target)), ErrorKind::Forbidden);
        QCOMPARE(written(desk.cluster(pair, PairSide::Source)), ErrorKind::Forbidden);
        QCOMPARE(written(desk.writableTarget(pair)), ErrorKind::Connection); // nobody is there, but it was let out
        // The page still has the connection as it was before it was locked.
        profile.endpoint.safety = QStringLiteral("read-only");
        QVERIFY(profiles.save(&profile));
        QCOMPARE(written(desk.writableTarget(pair)), ErrorKind::Forbidden);
    }

    void aCertificateIsWrittenInEveryForm()
    {
        WindowVerify desk(ProfileStore(m_state.path()), m_secrets);
        VerifyResult result;
        result.outcome = Outcome::Succeeded;
        result.rows.append(VerifyRow(IndexPair{QStringLiteral("orders"), QStringLiteral("orders-2")}));
        const QString logo = m_state.filePath(QStringLiteral("logo.png"));
        QImage picture(8, 8, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QVERIFY(picture.save(logo));
        const std::pair<const char *, const char *> forms[]
            = {{"c.json", "{"}, {"c.html", "<!DOCTYPE"}, {"c.pdf", "%PDF"}};
        for (const auto &[name, begin] : forms) {
            const QString path = m_state.filePath(QLatin1String(name));
            const auto written
                = QtConcurrent::run([&] { return desk.certify(result, path, logo); }).result(); // as the page does
            QVERIFY2(written, written ? "" : qPrintable(written.error().summary));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().startsWith(begin), name);
        }
        QFile page(m_state.filePath(QStringLiteral("c.html")));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(page.readAll().contains("data:image/png;base64,"));
        QVERIFY(!desk.certify(
            result, m_state.filePath(QStringLiteral("d.html")), m_state.filePath(QStringLiteral("no.png"))));
    }
};

QTEST_MAIN(TestWindowVerify)
#include "tst_windowverify.moc"
