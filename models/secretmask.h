// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace godwit {

//! Takes secrets out of texts: those that are known, in every form in which they travel, and whatever looks like one
//! (sign-in headers, passwords in addresses, values of keys such as "password" or "api_key", private keys). Rather
//! takes out too much.
class SecretMask final
{
public:
    //! Known values of fewer than three letters are passed over: they would be found everywhere.
    explicit SecretMask(const QStringList &known = {});
    QString operator()(const QString &text) const;
    //! What stands in a secret's place.
    static QString stand() { return QStringLiteral("***"); }

private:
    QStringList m_known; //!< the longest first
};

} // namespace godwit
