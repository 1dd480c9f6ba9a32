// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/rehearsal.h"

#include <QCoreApplication>

namespace godwit {

//! The requests of a job as texts for people.
class RequestText
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RequestText)

public:
    //! "3 on the source, 14 on the target".
    static QString count(const QList<PlannedRequest> &requests);
    //! A line a request below the title of its step: side, method, path, and when it is sent.
    static QString list(const QList<PlannedRequest> &requests);
    //! The same with query and body, as the console of Kibana and of OpenSearch Dashboards takes it.
    static QString script(const QList<PlannedRequest> &requests);

private:
    static QString when(const PlannedRequest &request);
};

} // namespace godwit
