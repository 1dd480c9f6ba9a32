// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/badges.h"
#include "widgets/panels.h"

namespace godwit {

//! A name, a large figure, and one line that says how to take it.
class KeyFigure final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyFigure(const QString &name, QWidget *parent = nullptr);
    void setName(const QString &name);
    void setFigure(const QString &figure);
    void setVerdict(const QString &icon, const QString &text, IconColor color);
    QString name() const { return m_name->text(); }
    QString figure() const { return m_figure->text(); }
    QString verdict() const { return m_verdict->text(); }

private:
    QLabel *m_name;
    QLabel *m_figure;
    IconText *m_verdict;
};

} // namespace godwit
