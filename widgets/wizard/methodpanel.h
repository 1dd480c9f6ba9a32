// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"
#include "engine/targetfit.h"
#include "widgets/panels.h"

class QButtonGroup;

namespace godwit {

//! The methods for a selection, the recommended one first, each with its reasons.
class MethodPanel final : public Card
{
    Q_OBJECT
public:
    explicit MethodPanel(QWidget *parent = nullptr);
    void setAdvice(const QList<MethodAdvice> &advice, const QString &chosen);
    QButtonGroup *group() const { return m_group; }

Q_SIGNALS:
    void chosen(const QString &method);

private:
    void addMethod(const MethodAdvice &advice, bool checked);
    QButtonGroup *m_group;
    QVBoxLayout *m_list;
    QList<MethodAdvice> m_shown;
};

//! How a selection fits on the target.
class FitPanel final : public Card
{
    Q_OBJECT
public:
    explicit FitPanel(QWidget *parent = nullptr);
    void setFit(const std::optional<TargetFit> &fit, bool targetKnown);
    void setNames(CheckState state, const QString &text);

private:
    struct Line
    {
        class IconText *name;
        TextLabel *figure;
    };
    Line addFit(const QString &name);
    void showLine(const Line &line, const QString &name, CheckState state, const QString &figure);
    QVBoxLayout *m_list;
    Line m_disk;
    Line m_shards;
    Line m_names;
    TextLabel *m_hint;
};

} // namespace godwit
