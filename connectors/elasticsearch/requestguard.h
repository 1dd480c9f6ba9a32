// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "engine/snapshotservice.h"

#include <QCoreApplication>

namespace godwit {

//! Every request of a connection passes here before a byte of it is sent. A read-only connection lets out what reads,
//! what makes changes visible or durable (refresh, flush), what releases a search context, and the write block of a
//! cutover; nothing else, whoever asks. It is a list of what is allowed, so a request that nobody thought of is
//! refused.
class RequestGuard
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RequestGuard)

public:
    explicit RequestGuard(const Endpoint &endpoint);

    bool readOnly() const { return m_readOnly; }
    Result<void> admit(const HttpRequest &request) const;
    //! The refusal of anything that writes, before its request is even put together.
    Result<void> admitWriting() const;

    //! From now on a read-only connection also lets out the registration and the check of one repository, and making
    //! and deleting snapshots of one prefix in it. Only the methods that move data by snapshots ask for that.
    void allowSnapshots(const SnapshotPermit &permit)
    {
        m_permit = permit;
        m_registered = false;
    }
    //! The permit's repository was registered over this connection, which may take it back from now on.
    void noteRegistered(const QString &repository) { m_registered = repository == m_permit.repository; }
    bool allowsSnapshots(const HttpRequest &request) const;

    static bool isHarmless(const HttpRequest &request);

private:
    bool m_readOnly;
    SnapshotPermit m_permit;
    bool m_registered = false;
    QString m_name;
};

} // namespace godwit
