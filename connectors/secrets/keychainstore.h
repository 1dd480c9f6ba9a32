// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"

#include <QCoreApplication>
#include <QHash>

#include <atomic>
#include <mutex>

namespace godwit {

//! The desktop's keychain. Where there is none, secrets stay in memory until the program ends; they never reach a file.
//! Thread-safe; blocks its caller, so it is not for the GUI thread.
class KeychainStore final : public SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(godwit::KeychainStore)

public:
    explicit KeychainStore(QString service = QStringLiteral("godwit"));

    Result<Secrets> read(const QString &key) override;
    Result<void> write(const QString &key, const Secrets &secrets) override;
    Result<void> remove(const QString &key) override;
    QString place() const override;
    bool keeps() const override;

private:
    QString m_service;
    mutable std::mutex m_mutex;
    //! Not under the mutex: the window asks for it, and a read may wait for a person.
    std::atomic<bool> m_noKeychain
        = false; //!< the last attempt failed; the next one tries again, a wallet may have been opened
    QHash<QString, Secrets> m_session;
};

} // namespace godwit
