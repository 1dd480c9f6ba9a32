// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"

#include <QDialog>

#include <functional>

class QPushButton;

namespace godwit {

//! Asks before a cluster is written whose safety level is Confirm, or where there is something to know first. Names
//! it, with its tag and colour.
class ConfirmWriteDialog final : public QDialog
{
    Q_OBJECT
public:
    //! `what`: a sentence saying what happens there; `button`: the verb that does it.
    ConfirmWriteDialog(const Endpoint &endpoint, const QString &what, const QString &button, QWidget *parent = nullptr);
    QPushButton *acceptButton() const { return m_accept; }

private:
    QPushButton *m_accept;
};

//! Calls `go` at once, or after the question where the safety level of this connection asks for one.
void confirmWrite(const Endpoint &endpoint, const QString &what, const QString &button, QWidget *parent,
    const std::function<void()> &go);

} // namespace godwit
