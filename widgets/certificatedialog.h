// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/certificatefacts.h"

#include <QDialog>
#include <QList>

class QPushButton;

namespace godwit {

//! The certificates that a server showed, its own first; each fingerprint can be copied, the server's own be pinned.
class CertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    //! `pinned`: what was pinned before; empty: nothing.
    CertificateDialog(const QString &server, const QList<CertificateFacts> &chain, const CertificateFacts &pinned,
        QWidget *parent = nullptr);
    QPushButton *pinButton() const { return m_pin; }

    //! What differs between a pinned certificate and the one shown now, a line each; empty when nothing else is known.
    static QStringList changes(const CertificateFacts &pinned, const CertificateFacts &now);

Q_SIGNALS:
    void pinRequested();

private:
    QWidget *makeCard(const CertificateFacts &facts, const QString &role);
    QPushButton *m_pin;
};

} // namespace godwit
