// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "models/connectiontester.h"

#include <QCoreApplication>

class QUrl;

namespace godwit {

class HttpClient;
class SearchCluster;

//! The connection test against a real server: name, TCP, TLS, authentication, version, privileges.
class ServerTester final : public ConnectionTester
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ServerTester)
public:
    QList<TestStep> run(const Endpoint &endpoint, const Secrets &secrets,
        const std::function<void(const QList<TestStep> &)> &report, std::stop_token stop) override;

private:
    struct Test;
    static bool lookUpName(Test &test, const QString &host);
    static bool connectTcp(Test &test, const QString &host, int port);
    static bool askServer(Test &test);
    static bool judgeTls(Test &test, const HttpClient &client, const Error *error);
    static bool judgeSignIn(Test &test, HttpClient &client, const Error *error);
    static bool askVersion(Test &test, HttpClient &client);
    static void askPrivileges(Test &test, SearchCluster &cluster);
};

} // namespace godwit
