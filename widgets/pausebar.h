// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace godwit {

//! The measured write pause as its parts, to scale.
class PauseBar final : public QWidget
{
    Q_OBJECT
public:
    struct Part
    {
        QString name;
        double seconds = 0;
    };
    explicit PauseBar(QWidget *parent = nullptr);
    void setParts(QList<Part> parts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static int boxHeight();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Part> m_parts;
};

} // namespace godwit
