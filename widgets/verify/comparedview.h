// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jsoncomparemodel.h"
#include "models/latestrequest.h"
#include "models/querysession.h"
#include "widgets/verify/contentstack.h"

class QCheckBox;
class QTreeView;

namespace godwit {

//! One document as both sides have it: a tree with the values that differ marked, and buttons to go from one to the
//! next.
class ComparedView final : public QWidget
{
    Q_OBJECT
public:
    explicit ComparedView(QWidget *parent = nullptr);

    void setNames(const QString &source, const QString &target);
    void clear();
    void setReading(const QString &id);
    void setDocument(const QuerySession::BothSources &document);
    //! The next or previous value that differs, from the current one on.
    void step(bool forwards);

    QTreeView *tree() const { return m_tree; }
    QCheckBox *onlyDiffering() const { return m_only; }
    const JsonCompareModel *model() const { return m_model; }
    QString summary() const { return m_summary->text(); }

private:
    struct Parsed;
    QWidget *makeHead();
    QWidget *makeLegend();
    void take(const QuerySession::BothSources &document, std::unique_ptr<ComparedValue> root);
    void showDepth();

    JsonCompareModel *m_model;
    DifferingOnly *m_proxy;
    TextLabel *m_id;
    TextLabel *m_summary;
    QCheckBox *m_only;
    QPushButton *m_previous;
    QPushButton *m_next;
    QTreeView *m_tree;
    ContentStack m_stack;
    QThreadPool m_pool;
    LatestRequest<std::shared_ptr<Parsed>> m_parsing;
    QString m_names[2];
};

} // namespace godwit
