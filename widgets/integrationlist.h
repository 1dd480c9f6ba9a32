// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace godwit {

//! What has to be pointed to the target by hand, to tick. Hidden where the plan names nothing.
class IntegrationList final : public QWidget
{
    Q_OBJECT
public:
    explicit IntegrationList(QWidget *parent = nullptr);

    //! `open`: somebody takes ticks.
    void setIntegrations(const QList<Integration> &integrations, bool open);
    //! In their order.
    QList<QCheckBox *> boxes() const { return m_boxes; }
    //! As shown, so with what was ticked a moment ago.
    QStringList unticked() const;

Q_SIGNALS:
    void ticked(const QString &integration, bool on);

private:
    void makeBoxes();

    QVBoxLayout *m_list;
    QList<QCheckBox *> m_boxes;
    QList<Integration> m_shown;
    QHash<QString, bool> m_pending; //!< ticks that the engine has not told back yet
};

} // namespace godwit
