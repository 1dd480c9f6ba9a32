// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A repository is registered on a target: from every node, or not at all.
#include "engine/methods/snapshots/repositorysetup.h"
#include "stillcluster.h"
#include "stillsnapshots.h"

#include <QTest>

using namespace godwit;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

//! What a target has, and how it answers.
struct Target
{
    QList<RepositoryInfo> repositories;
    Result<void> put = {};
    Result<RepositoryCheck> check = RepositoryCheck{2, 2};
    Result<void> remove = {};
    bool touched = false;
};

class Snapshots final : public StillSnapshots
{
public:
    explicit Snapshots(Target &target) : StillSnapshots(target.touched), m_target(target) { }
    Result<QList<RepositoryInfo>> repositories() override { return m_target.repositories; }
    Result<void> putRepository(const RepositoryInfo &repository) override
    {
        if (m_target.put || m_target.put.error().httpStatus == 0)
            m_target.repositories.append(repository);
        return m_target.put;
    }
    Result<RepositoryCheck> verifyRepository(const QString &) override { return m_target.check; }
    Result<void> removeRepository(const QString &name) override
    {
        if (m_target.remove)
            m_target.repositories.removeIf([&name](const RepositoryInfo &one) { return one.name == name; });
        return m_target.remove;
    }

private:
    Target &m_target;
};

class Cluster final : public StillCluster
{
public:
    explicit Cluster(Target &target) : m_target(target) { }
    std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &) override
    {
        return std::make_unique<Snapshots>(m_target);
    }

private:
    Target &m_target;
};

class Factory final : public SearchClusterFactory
{
public:
    explicit Factory(Target &target) : m_target(target) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<Cluster>(m_target); }
    QString address() const override { return text("http://127.0.0.1:9200"); }

private:
    Target &m_target;
};

RepositoryInfo folder(const char *name)
{
    return {text(name), text("fs"), {{text("location"), text("/mnt/backup")}, {text("readonly"), true}}};
}

Error refused(int status, const char *words)
{
    return {status == 0 ? ErrorKind::Timeout : ErrorKind::Server, text("The server failed."), text(words), status,
        false, {}};
}

} // namespace

class TestRepositorySetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNodeReachesIt();
    void aNameThatIsTakenStaysWhatItIs();
    void whatCanNotBeIsNotSent();
    void aRefusalSaysWhatToDo_data();
    void aRefusalSaysWhatToDo();
    void aStoreThatIsNotReachedSaysWhy_data();
    void aStoreThatIsNotReachedSaysWhy();
    void anAddressThatIsNotAllowedSaysSo();
    void whoeverWasNotAnsweredIsToldThat();
    void whatANodeDoesNotReachIsTakenBack();
    void aLostAnswerLeavesNothingBehind();

private:
    Result<RepositoryCheck> attempt(const RepositoryInfo &repository)
    {
        Factory factory(m_target);
        return registerRepository(factory, repository, {});
    }
    Target m_target;
};

void TestRepositorySetup::everyNodeReachesIt()
{
    m_target = {};
    const auto made = attempt(folder("backup"));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().summary));
    QCOMPARE(made->verified, 2);
    QCOMPARE(m_target.repositories.size(), 1);
    QVERIFY(m_target.repositories.first().readOnly());
}

void TestRepositorySetup::aNameThatIsTakenStaysWhatItIs()
{
    m_target = {};
    m_target.repositories = {{text("backup"), text("s3"), {{text("bucket"), text("b")}}}};
    const auto made = attempt(folder("backup"));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Conflict);
    QVERIFY2(made.error().summary.contains(text("s3:b/")), qPrintable(made.error().summary));
    QCOMPARE(m_target.repositories.first().type, text("s3"));
}

void TestRepositorySetup::whatCanNotBeIsNotSent()
{
    m_target = {};
    QVERIFY(!attempt({text("backup"), {}, {}}));
    QVERIFY(!attempt({text("backup"), text("fs"), {}}));
    QVERIFY(!attempt(folder("a,b")));
    RepositoryInfo secret{text("backup"), text("s3"), {{text("bucket"), text("b")}, {text("secret_key"), text("x")}}};
    QVERIFY(!attempt(secret));
    QVERIFY(m_target.repositories.isEmpty());
}

void TestRepositorySetup::aRefusalSaysWhatToDo_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("path.repo") << text(
        "location [/mnt/backup] doesn't match any of the locations specified by path.repo "
        "because this setting is empty")
                               << text("/mnt/backup is not below path.repo");
    QTest::newRow("url") << text("file url [http://x/] doesn't match any of the locations specified by path.repo or "
                                 "repositories.url.allowed_urls")
                         << text("Name it in repositories.url.allowed_urls");
    QTest::newRow("plugin") << text("repository type [s3] does not exist") << text("Install its plugin");
    QTest::newRow("other") << text("something else") << text("Correct type and settings");
}

void TestRepositorySetup::aRefusalSaysWhatToDo()
{
    QFETCH(QString, words);
    QFETCH(QString, says);
    m_target = {};
    m_target.put = tl::make_unexpected(refused(500, qPrintable(words)));
    const auto made = attempt(folder("backup"));
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(says), qPrintable(made.error().summary));
    QVERIFY(made.error().detail.contains(words));
    QVERIFY(m_target.repositories.isEmpty());
}

//! The words of OpenSearch 3.6 before a store that speaks S3, and those of the other stores by their clients.
void TestRepositorySetup::aStoreThatIsNotReachedSaysWhy_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *type, const char *words, const char *says) {
        QTest::newRow(name) << text(type) << text(words) << text(says);
    };
    const char *noBucket = "there is no bucket backups.";
    const char *notIn = "does not let the nodes of the target into backups/moves.";
    row("no such bucket", "s3",
        "repository_verification_exception: [one] path [moves] is not accessible on cluster-manager node; "
        "i_o_exception: "
        "Unable to upload object [moves/tests-c1/master.dat] using a single upload; no_such_bucket_exception: The "
        "specified bucket does not exist (Service: S3, Status Code: 404, Request ID: 19) (SDK Attempt Count: 1)",
        noBucket);
    row("unknown key", "s3",
        "s3_exception: The AWS Access Key Id you provided does not exist in our records. (Service: S3, Status Code: "
        "403, "
        "Request ID: Vs) (SDK Attempt Count: 1)",
        notIn);
    row("wrong secret", "s3",
        "s3_exception: The request signature we calculated does not match the signature you provided. Check your key "
        "and "
        "signing method. (Service: S3, Status Code: 403, Request ID: tM) (SDK Attempt Count: 1)",
        notIn);
    row("may only read", "s3", "s3_exception: Access Denied (Service: S3, Status Code: 403, Request ID: Lf)", notIn);
    row("no key at all", "s3",
        "sdk_client_exception: Failed to load credentials from IMDS.; sdk_service_exception: Forbidden", notIn);
    row("one node has no such client", "s3",
        "repository_verification_exception: [one] [[H3pE, 'RemoteTransportException[[a1][127.0.0.1:25701]"
        "[internal:admin/repository/verify]]; nested: RepositoryVerificationException[[one] store location [backups] "
        "is "
        "not accessible on the node [{a1}]]; nested: IllegalArgumentException[Unknown s3 client name [archive]. "
        "Existing "
        "client configs: default,other];']]",
        "knows no s3 client archive.");
    row("nobody listens", "s3",
        "sdk_client_exception: Unable to execute HTTP request: Connect to 127.0.0.1:1 [/127.0.0.1] failed: Connection "
        "refused (SDK Attempt Count: 4)",
        "do not reach the store of backups/moves.");
    row("another region", "s3",
        "amazon_s3_exception: The bucket you are attempting to access must be addressed using the specified endpoint. "
        "(Service: Amazon S3; Status Code: 301; Error Code: PermanentRedirect)",
        "is in another region");
    row("a client of Google's", "gcs", "Unknown client name [archive]. Existing client configs: default",
        "knows no gcs client archive.");
    row("no bucket at Google's", "gcs", "storage_exception: 404 Not Found: The specified bucket does not exist.",
        noBucket);
    row("no rights at Google's", "gcs",
        "storage_exception: godwit@x.iam.gserviceaccount.com does not have storage.objects.create access", notIn);
    row("a client of Azure's", "azure", "settings_exception: Unable to find client with name [archive]",
        "knows no azure client archive.");
    row("no container", "azure",
        "blob_storage_exception: Status code 404, (ContainerNotFound) The specified container does not exist.",
        "there is no container backups.");
    row("no account", "azure", "Status code 403, (AuthenticationFailed) Server failed to authenticate the request.",
        notIn);
    row("something else", "s3", "s3_exception: Slow Down (Service: S3, Status Code: 503)",
        "must reach backups/moves with the credentials of its keystore.");
}

void TestRepositorySetup::aStoreThatIsNotReachedSaysWhy()
{
    QFETCH(QString, type);
    QFETCH(QString, words);
    QFETCH(QString, says);
    m_target = {};
    m_target.check = tl::make_unexpected(refused(500, qPrintable(words)));
    const QString holder = type == text("azure") ? text("container") : text("bucket");
    const auto made = attempt({text("one"), type, {{holder, text("backups")}, {text("base_path"), text("moves")}}});
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(says), qPrintable(made.error().summary));
    QVERIFY2(!made.error().summary.contains(text("path.repo")), qPrintable(made.error().summary));
    QVERIFY2(made.error().summary.endsWith(text("The registration was taken back.")), qPrintable(made.error().summary));
    QCOMPARE(made.error().detail, words);
    QVERIFY(m_target.repositories.isEmpty());
}

//! OpenSearch registers it, and refuses it when it is looked at.
void TestRepositorySetup::anAddressThatIsNotAllowedSaysSo()
{
    m_target = {};
    m_target.check = tl::make_unexpected(refused(500,
        "repository_exception: [w] file url [http://127.0.0.1:1/one/] doesn't match any of the locations specified by "
        "path.repo or repositories.url.allowed_urls"));
    const auto made = attempt({text("w"), text("url"), {{text("url"), text("http://127.0.0.1:1/one/")}}});
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(text("The address http://127.0.0.1:1/one/ is not allowed there.")),
        qPrintable(made.error().summary));
    QVERIFY(m_target.repositories.isEmpty());
}

//! Who is not let into the cluster, or does not reach it, learned nothing of the repository.
void TestRepositorySetup::whoeverWasNotAnsweredIsToldThat()
{
    m_target = {};
    for (const ErrorKind kind : {ErrorKind::Connection, ErrorKind::Authentication, ErrorKind::Busy}) {
        const int status = kind == ErrorKind::Authentication ? 401 : kind == ErrorKind::Busy ? 503 : 0;
        m_target.check = tl::make_unexpected(Error{kind, text("The server says this."), {}, status, false, {}});
        const auto made = attempt(folder("backup"));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, kind);
        QVERIFY2(made.error().summary.startsWith(text("The server says this.")), qPrintable(made.error().summary));
    }
}

void TestRepositorySetup::whatANodeDoesNotReachIsTakenBack()
{
    m_target = {};
    m_target.check = RepositoryCheck{1, 2};
    auto made = attempt(folder("backup"));
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(text("Only 1 of 2 nodes")), qPrintable(made.error().summary));
    QVERIFY2(made.error().summary.contains(text("taken back")), qPrintable(made.error().summary));
    QVERIFY(m_target.repositories.isEmpty());
    m_target.check = tl::make_unexpected(refused(500, "[[n2, 'no such folder']]"));
    m_target.remove = tl::make_unexpected(refused(503, "no master"));
    made = attempt(folder("backup"));
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(text("DELETE /_snapshot/backup")), qPrintable(made.error().summary));
    QVERIFY(made.error().detail.contains(text("n2")));
}

void TestRepositorySetup::aLostAnswerLeavesNothingBehind()
{
    m_target = {};
    m_target.put = tl::make_unexpected(refused(0, ""));
    const auto made = attempt(folder("backup"));
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(text("taken back")), qPrintable(made.error().summary));
    QVERIFY(m_target.repositories.isEmpty());
}

QTEST_GUILESS_MAIN(TestRepositorySetup)
#include "tst_repositorysetup.moc"
