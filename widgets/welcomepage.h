// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace godwit {

//! What a new user sees: what the program is for, and the ways to begin.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

Q_SIGNALS:
    void connectRequested();
    void openRequested();

private:
    QWidget *makeCard(const QString &icon, const QString &title, const QString &text, QPushButton *button);
};

} // namespace godwit
