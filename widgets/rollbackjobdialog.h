// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobservices.h"
#include "models/jobsession.h"

#include <QDialog>

namespace godwit {

class RollBackCard;

//! Roll back of a migration that ended in another session.
class RollBackJobDialog final : public QDialog
{
    Q_OBJECT
public:
    RollBackJobDialog(const Plan &plan, const JobEnd &end, JobServices *services, QWidget *parent = nullptr);
    RollBackCard *card() const { return m_card; }

private:
    RollBackCard *m_card;
};

} // namespace godwit
