// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace godwit {

//! Blocks of a page beside each other; what finds no room in the line goes below, and the window scrolls. That keeps
//! pages whole with large text and in small windows.
class Panes final : public QWidget
{
    Q_OBJECT
public:
    explicit Panes(int spacing = 12, QWidget *parent = nullptr);
    //! A block that takes the room that the others leave.
    void addMain(QWidget *pane);
    //! A block `width` pixels wide with text of the usual size; a line of its own it fills.
    void addSide(QWidget *pane, int width);
    int rowCount() const { return static_cast<int>(m_rows.size()); }

    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Pane
    {
        QWidget *widget;
        int side; //!< 0: a main block
    };
    using Rows = std::vector<std::vector<int>>;
    int leastWidth(const Pane &pane) const;
    Rows rowsFor(int width) const;
    void add(Pane pane);
    void arrange();

    std::vector<Pane> m_panes;
    Rows m_rows;
    QVBoxLayout *m_layout;
    int m_spacing;
    bool m_arranging = false;
    double m_scale = 0;
};

} // namespace godwit
