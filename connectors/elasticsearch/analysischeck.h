// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace godwit {

//! One question to `_analyze`: does this server know the definition?
struct AnalysisQuestion
{
    QString name; //!< as it stands in the settings, with its section: "filter my_fold"
    QJsonObject request;
};

//! Questions for every definition of an index's analysis settings, which may be flat ("index.analysis.filter.x.type")
//! or nested ({"filter": {"x": {"type": …}}}). Named custom parts are put in place, since `_analyze` without an index
//! knows none.
QList<AnalysisQuestion> analysisQuestions(const QJsonObject &analysisSettings);

//! True when the server refused only because a limit that is an index setting was left at its default in the question.
bool refusedByIndexLimit(const QString &reason);

} // namespace godwit
