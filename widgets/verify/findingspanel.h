// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyfinding.h"
#include "models/querysession.h"
#include "widgets/panels.h"

#include <QFuture>

class QListView;
class QStackedLayout;

namespace godwit {

class ComparedView;
class FindingFilter;
class FindingModel;

//! What was found, as lists of one kind, with the chosen document as both sides have it; exports to NDJSON.
class FindingsPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsPanel(VerifyDesk *desk, QWidget *parent = nullptr);

    void clear();
    void setPair(const ComparedPair &pair, const QString &sourceName, const QString &targetName);
    //! `file` has all findings, also those that are too many to be shown.
    void setFile(const QString &file) { m_file = file; }
    //! `total`: how many there are, shown or not.
    void setTotal(qint64 total);
    void add(const QList<VerifyFinding> &findings);
    void step(bool forwards); //!< to the next or previous finding
    //! Writes the findings of the kind that is shown, on another thread. Empty: done; else what went wrong.
    QFuture<QString> exportTo(const QString &path) const;
    void setKind(const QString &kind);

    FindingModel *model() const { return m_model; }
    QListView *list() const { return m_list; }
    ComparedView *compared() const { return m_compared; }
    qint64 total() const { return m_total; }

private:
    QWidget *makeHead();
    void showCurrent();
    void updateState();
    void askExport();

    FindingModel *m_model;
    FindingFilter *m_filter;
    QuerySession *m_session;
    ComparedPair m_pair;
    QString m_file;
    qint64 m_total = 0;
    QHash<QString, qint64> m_counts; //!< by kind, of those that are shown
    QHash<QString, QPushButton *> m_chips;
    QListView *m_list;
    QPushButton *m_export;
    ComparedView *m_compared;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace godwit
