// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

class QHBoxLayout;
class QVBoxLayout;

namespace godwit {

//! White, 1 px frame, radius 6.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    QVBoxLayout *body() const { return m_body; }
    //! A line across the whole card.
    QFrame *addLine();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_body;
};

//! What failed, why and what to do, directly below its cause: 3 px bar left, tint, icon.
class Note final : public QFrame
{
    Q_OBJECT
public:
    explicit Note(QWidget *parent = nullptr);
    void setContent(StateTone tone, const QString &icon, const QString &title, const QString &text);
    //! An exact request to copy, and the same as a line for curl; empty hides them.
    void setRequest(const QString &request, const QString &curl = {});
    //! A button for what the text suggests; empty hides it.
    void setAction(const QString &text);
    QPushButton *action() const { return m_action; }
    QString title() const { return m_title->text(); }
    QString text() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StateTone m_tone = StateTone::Warning;
    QString m_iconName = QStringLiteral("triangle-alert");
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_request;
    QPushButton *m_copy;
    QPushButton *m_copyCurl;
    QPushButton *m_action;
    QString m_curl;
};

//! What belongs here, why it is empty, one button.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const QString &icon, const QString &title, const QString &text, const QString &button,
        QWidget *parent = nullptr);
    QPushButton *button() const { return m_button; }
    void setText(const QString &title, const QString &text);

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button;
};

enum class TextColor { Normal, Secondary, Ok, Warning, Error };

//! A label of a type role whose colour follows the theme.
class TextLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(FontRole font, TextColor color = TextColor::Normal, QWidget *parent = nullptr);
    TextLabel(const QString &text, FontRole font, TextColor color = TextColor::Normal, QWidget *parent = nullptr);
    void setColor(TextColor color);
    //! Gives way when room is short and shows an ellipsis; the whole text is its tool tip then.
    void setElided(bool elided);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void recolor();
    int moreWhenMasked() const;
    TextColor m_color;
    bool m_elided = false;
};

//! A button with a look of the style; its name is also its accessible name.
QPushButton *makeButton(
    const QString &text, const QString &icon = {}, const char *look = nullptr, QWidget *parent = nullptr);
//! Makes a dialog as wide as its controls need and as high as its wrapped texts need then; a layout by itself asks for
//! too little.
void fitHeight(QWidget *dialog, int leastWidth);
//! A vertical or horizontal line in the colour of lines.
QFrame *makeLine(Qt::Orientation orientation, QWidget *parent = nullptr);
//! The widget with a line before it, for parts that stand beside each other in a card.
QWidget *behindLine(QWidget *widget);

} // namespace godwit
