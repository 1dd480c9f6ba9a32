// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "widgets/panels.h"

class QGridLayout;
class QTabWidget;

namespace godwit {

//! What the users of clients change: address, login, trust, aliases, and examples to copy.
class ClientCard final : public Card
{
    Q_OBJECT
public:
    explicit ClientCard(QWidget *parent = nullptr);
    //! From the plan's source to its target, or back to the source after a roll back.
    void setPlan(const Plan &plan, const QStringList &aliases, bool back = false);
    QTabWidget *snippets() const { return m_snippets; }
    QString title() const { return m_title->text(); }

private:
    void copyShown() const;

    QLabel *m_title;
    QGridLayout *m_rows;
    QTabWidget *m_snippets;
};

//! Name and value; with a button that copies the value where `copies` says so.
void addFact(QGridLayout *grid, const QString &name, const QString &value, bool copies);
void clearFacts(QGridLayout *grid);

} // namespace godwit
