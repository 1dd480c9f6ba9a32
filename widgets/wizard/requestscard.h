// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdraft.h"
#include "widgets/panels.h"

class QPlainTextEdit;

namespace godwit {

//! A dry run: the requests that a job would send, to read and to copy.
class RequestsCard final : public Card
{
    Q_OBJECT
public:
    explicit RequestsCard(QWidget *parent = nullptr);
    void setRequests(const Asked<QList<PlannedRequest>> &asked);
    QPlainTextEdit *list() const { return m_list; }
    QPushButton *copyButton() const { return m_copy; }
    QString summary() const { return m_summary->text(); }

private:
    void show();
    QString summaryText() const;

    Asked<QList<PlannedRequest>> m_asked;
    TextLabel *m_summary;
    QPlainTextEdit *m_list;
    QPushButton *m_copy;
};

} // namespace godwit
