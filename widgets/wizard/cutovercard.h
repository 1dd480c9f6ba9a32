// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"
#include "widgets/panels.h"

namespace godwit {

//! What a cutover will ask of people and clusters, known before the start: the expected pause, and a list to go
//! through.
class CutoverCard final : public Card
{
    Q_OBJECT
public:
    explicit CutoverCard(QWidget *parent = nullptr);
    //! Hides itself where the method has no cutover.
    void setAdvice(const Plan &plan, const MethodAdvice &advice);
    QString pause() const { return m_pause->text(); }
    QString list() const { return m_list->text(); }

private:
    TextLabel *m_pause;
    TextLabel *m_list;
};

} // namespace godwit
