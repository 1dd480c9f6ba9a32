// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace godwit {

class Card;
class TextLabel;

//! What a new user sees: what the program is for, and the ways to begin.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    enum class Practice { NotOffered, Offered, Starting, Failed };

    explicit WelcomePage(QWidget *parent = nullptr);

    //! `text`: what the start is doing, or why it failed.
    void setPractice(Practice state, const QString &text = {});
    QPushButton *practiceButton() const { return m_practiceButton; }
    QString practiceText() const;

Q_SIGNALS:
    void connectRequested();
    void openRequested();
    void practiceRequested();

private:
    Card *makeCard(const QString &icon, const QString &title, const QString &text, QPushButton *button);

    QPushButton *m_practiceButton;
    TextLabel *m_practiceText;
    Card *m_practiceCard = nullptr;
};

} // namespace godwit
