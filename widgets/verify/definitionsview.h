// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/definitionmodel.h"
#include "models/querysession.h"
#include "widgets/verify/contentstack.h"

class QCheckBox;
class QTableView;

namespace godwit {

//! Mappings and settings of both sides beside each other: what is equal stands in one line, what one side lacks leaves
//! its half of the line empty. Both sides are columns of one table, so that they can't but scroll together.
class DefinitionsView final : public QWidget
{
    Q_OBJECT
public:
    explicit DefinitionsView(QWidget *parent = nullptr);

    void setNames(const QString &source, const QString &target);
    void clear();
    void setReading();
    void setDefinitions(const QuerySession::Definitions &read);
    //! What a comparison found the differences to mean.
    void setPlaces(const QList<SideBySide> &places);
    //! To the next or previous difference; after the last comes the first.
    void step(bool forwards);

    const DefinitionModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QCheckBox *onlyDiffering() const { return m_only; }
    QPushButton *nextButton() const { return m_next; }
    QPushButton *previousButton() const { return m_previous; }
    QString summary() const { return m_summary->text(); }
    QString place() const { return m_place->text(); }
    QString reason() const { return m_reason->text(); }

private:
    void dress();
    QWidget *makeHead();
    void fillFoot();
    void updateState();
    int currentRow() const; //!< of the model; -1: none

    DefinitionModel *m_model;
    DifferingOnly *m_proxy;
    TextLabel *m_summary;
    QCheckBox *m_only;
    QPushButton *m_previous;
    QPushButton *m_next;
    QTableView *m_table;
    TextLabel *m_place;
    TextLabel *m_reason;
    QWidget *m_foot;
    ContentStack m_stack;
};

} // namespace godwit
