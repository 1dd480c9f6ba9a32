// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/certificatefacts.h"
#include "engine/endpoint.h"
#include "engine/secretstore.h"

#include <QList>
#include <QString>

#include <functional>
#include <stop_token>

namespace godwit {

enum class TestState { NotTried, Running, Passed, Warning, Failed };

//! One step of a connection test.
struct TestStep
{
    QString id; //!< "name", "tcp", "tls", "authentication", "version", "privileges"
    QString title;
    TestState state = TestState::NotTried;
    QString detail; //!< what was seen
    QString fix; //!< what to do; only for warnings and failures
    QString request; //!< an exact request to copy, where there is one
    double milliseconds = -1;
    QList<CertificateFacts> chain; //!< of "tls": what the server showed, its own first
    QString server; //!< of "version": "Elasticsearch 7.17.15"
    QString healthColor; //!< of "version": "green", "yellow" or "red", where the server told
    int nodes = -1; //!< of "version"
    bool operator==(const TestStep &) const = default;
};

//! Tries a connection step by step. A port: whoever knows the servers implements it.
class ConnectionTester
{
public:
    virtual ~ConnectionTester() = default;
    //! Blocks its thread, never the GUI's. `report` gets all steps each time that one has changed; ends early with
    //! `stop`.
    virtual QList<TestStep> run(const Endpoint &endpoint, const Secrets &secrets,
        const std::function<void(const QList<TestStep> &)> &report, std::stop_token stop)
        = 0;
};

} // namespace godwit
