// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokens.h"

#include <QApplication>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace godwit {

//! Gives the application its style and palette, and follows the desktop between light and dark while it runs.
class Theme final : public QObject
{
    Q_OBJECT
public:
    //! Installs itself once on the application.
    static Theme *install(QApplication *application);
    static const Tokens &tokens();
    static QPalette palette(const Tokens &tokens);

    //! System follows the desktop. A high contrast desktop wins over every choice.
    enum class Choice { System, Light, Dark };
    void choose(Choice choice);
    Choice choice() const { return m_choice; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit Theme(QApplication *application);
    void follow(const QPalette &desktop);
    void apply(const QPalette &palette, const Tokens &tokens);

    bool m_applying = false;
    Choice m_choice = Choice::System;
    QPalette m_desktop;
};

//! Sizes relative to the application's font.
enum class FontRole { Small, Body, CardTitle, PanelTitle, PageTitle, KeyFigure, ResultFigure, Code, ChartLabel, Tag };
QFont fontFor(FontRole role);

} // namespace godwit
