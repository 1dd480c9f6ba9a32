// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractButton;

namespace godwit {

//! The steps of a wizard in a row; those that can be reached are buttons. Where room is short only the shown one has
//! its name.
class StepBar final : public QWidget
{
    Q_OBJECT
public:
    explicit StepBar(const QStringList &titles, QWidget *parent = nullptr);
    //! `reached`: the last step that may be shown.
    void setCurrent(int step, int reached);
    QAbstractButton *button(int step) const { return m_buttons.at(step); }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int step);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QList<QAbstractButton *> m_buttons;
};

} // namespace godwit
