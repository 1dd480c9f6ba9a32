// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "models/cutoffjob.h"
#include "widgets/panels.h"

#include <QDialog>

#include <functional>

class QCheckBox;

namespace godwit {

//! Gives up a job that was cut off. Says exactly what stays behind, and lifts a write block only when told.
class DiscardDialog final : public QDialog
{
    Q_OBJECT
public:
    DiscardDialog(
        const CutOffJob &job, std::function<Result<void>(const QString &, bool)> discard, QWidget *parent = nullptr);

    QCheckBox *liftBox() const { return m_lift; }
    QPushButton *discardButton() const { return m_button; }
    QString text() const { return m_text->text(); }
    Note *note() const { return m_note; }

private:
    static QString whatStays(const CutOffJob &job);
    void run();

    QString m_job;
    std::function<Result<void>(const QString &, bool)> m_discard;
    TextLabel *m_text;
    QCheckBox *m_lift;
    Note *m_note;
    QPushButton *m_button;
    QPushButton *m_cancel;
};

} // namespace godwit
