// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/querycompare.h"
#include "engine/searchcluster.h"

namespace godwit {

//! Queries that are run together as an acceptance test. A JSON file:
//! {"godwit_queries": 1, "name": …, "queries": [{"name": …, "json": "{…}"} or {"name": …, "lucene": "…"}]}. The
//! request is kept as text, as it was typed.
struct QuerySet
{
    QString name;
    QList<SavedQuery> queries;
    bool operator==(const QuerySet &) const = default;

    [[nodiscard]] QByteArray toJson() const;
    //! Usage, naming the place; unknown keys are errors.
    static Result<QuerySet> fromJson(const QByteArray &json);
    //! Usage or Storage, naming the file.
    static Result<QuerySet> load(const QString &path);
    Result<void> save(const QString &path) const;
};

//! A leaf of a mapping that a query can name: multi-fields and the leaves of objects with their full path; those inside
//! nested objects are left out, they need a query of their own kind.
struct QueryField
{
    QString path;
    QString type;
    QString parent; //!< path in the document; that of a multi-field is its main field's
    QString analyzer; //!< for text fields: the name, resolved down to the index's default
    QString searchAnalyzer;
};
QList<QueryField> queryFields(const IndexDefinition &definition);

//! Sample queries that fit the field types: a match with a word drawn from a document, terms, ranges, exists, a sort,
//! and aggregations. `documents` are sources of some documents.
QList<SavedQuery> sampleQueries(const IndexDefinition &definition, const std::vector<JsonTree> &documents);
//! The same, after reading up to twenty documents.
Result<QList<SavedQuery>> drawSamples(const IndexDefinition &definition, DocumentQuery &side);

//! A text field that is analyzed differently on the two sides.
struct AnalyzerDifference
{
    QString field;
    QString source; //!< name of the analyzer
    QString target;
    bool sameName = false; //!< the names are the same, what stands behind them is not
};
QList<AnalyzerDifference> analyzerDifferences(const IndexDefinition &source, const IndexDefinition &target);
//! Those whose field a query names; all of them for a query that names none of its fields.
QList<AnalyzerDifference> likelyCauses(const SavedQuery &query, const QList<AnalyzerDifference> &differences);

} // namespace godwit
