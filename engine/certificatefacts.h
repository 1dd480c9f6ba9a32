// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace godwit {

//! What a certificate says of itself.
struct CertificateFacts
{
    QString subject; //!< common name, or the first other name
    QString issuer;
    QDateTime since;
    QDateTime until;
    QString fingerprint; //!< SHA-256, hex with colons

    bool isEmpty() const { return fingerprint.isEmpty(); }
    bool operator==(const CertificateFacts &) const = default;
};

} // namespace godwit
