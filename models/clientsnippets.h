// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"

#include <QList>

namespace godwit {

//! What the user of a client writes to reach a cluster; secrets stand there as names of environment variables.
struct ClientSnippet
{
    QString name; //!< "curl", "Python", …
    QString text;
};

//! curl, Python, Java, JavaScript, Logstash and Beats for `to`; `from` is named where it is replaced.
QList<ClientSnippet> clientSnippets(const Endpoint &from, const Endpoint &to);

} // namespace godwit
