// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/icons.h"

#include <QLabel>
#include <QWidget>

namespace godwit {

//! Square, solid, capitals: DEV, TEST, STAGING or PROD. Takes no room while there is no environment.
class EnvironmentTag final : public QWidget
{
    Q_OBJECT
public:
    explicit EnvironmentTag(QWidget *parent = nullptr);
    void setEnvironment(const QString &environment);
    QString environment() const { return m_environment; }
    QSize sizeHint() const override;

    static QSize sizeFor(const QString &environment);
    static void paint(QPainter *painter, const QRect &rect, const QString &environment);
    static QColor fill(const QString &environment);
    static QColor ink(const QString &environment);
    //! Of two environments the one to be more careful in.
    static QString stricter(const QString &one, const QString &other);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_environment;
};

//! 3 px across the top of a page or dialog, in the colour of the strictest environment that it can write to. Nothing is
//! painted while there is none; the height stays, so that no page jumps. Always together with a tag that says it in
//! text.
class EnvironmentStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit EnvironmentStrip(QWidget *parent = nullptr);
    void setEnvironment(const QString &environment);
    QString environment() const { return m_environment; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_environment;
};

//! Round and tinted: a state as icon and word.
class StatePill final : public QWidget
{
    Q_OBJECT
public:
    explicit StatePill(QWidget *parent = nullptr);
    void setState(StateTone tone, const QString &icon, const QString &text);
    QString text() const { return m_text; }
    StateTone tone() const { return m_tone; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StateTone m_tone = StateTone::Waiting;
    QString m_icon = QStringLiteral("clock");
    QString m_text;
};

//! An icon and a line of text in a state's colour or in secondary text.
class IconText final : public QWidget
{
    Q_OBJECT
public:
    explicit IconText(QWidget *parent = nullptr);
    void setContent(const QString &icon, const QString &text, IconColor iconColor, bool tinted = true);
    QString text() const { return m_label->text(); }
    QLabel *label() const { return m_label; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolor();
    QLabel *m_icon;
    QLabel *m_label;
    QString m_name;
    IconColor m_color = IconColor::Secondary;
    bool m_tinted = true;
};

} // namespace godwit
