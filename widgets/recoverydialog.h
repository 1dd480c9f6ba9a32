// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "models/cutoffjob.h"
#include "widgets/panels.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QGridLayout;

namespace godwit {

class LogModel;
class LogPanel;

//! At the start, when a job was cut off: what was done, and whether to go on. Nothing happens to a cluster before a
//! button is pressed.
class RecoveryDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Blocks, and so is called on a worker thread.
    using Discard = std::function<Result<void>(const QString &job, bool liftBlocks)>;

    RecoveryDialog(QList<CutOffJob> jobs, Discard discard, QWidget *parent = nullptr);

    QString text() const; //!< all that it says of the shown job
    QPushButton *resumeButton() const { return m_resume; }
    QPushButton *inspectButton() const { return m_inspect; }
    QPushButton *discardButton() const { return m_discardButton; }
    LogPanel *log() const { return m_log; }

Q_SIGNALS:
    void resumeRequested(const QString &job);
    void discarded(const QString &job);

private:
    void showJob(int row);
    void addRow(const QString &name, const QString &value);
    void askDiscard();
    void drop(const QString &job);
    const CutOffJob &shown() const { return m_jobs.at(m_current); }

    QList<CutOffJob> m_jobs;
    Discard m_discard;
    int m_current = 0;
    QComboBox *m_choice;
    TextLabel *m_title;
    TextLabel *m_explanation;
    Note *m_block;
    QGridLayout *m_facts;
    LogModel *m_events;
    LogPanel *m_log;
    QPushButton *m_resume;
    QPushButton *m_inspect;
    QPushButton *m_discardButton;
};

} // namespace godwit
