// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

#include <memory>
#include <vector>

namespace godwit {

//! Items beside each other, and in further lines where there is no room: with large text or in a small window nothing
//! is squeezed. Mirrored from right to left.
class FlowLayout final : public QLayout
{
    Q_OBJECT
public:
    //! With `ends` the last of several items in a line stands at the line's end, and further lines at the end too.
    explicit FlowLayout(bool ends = false, QWidget *parent = nullptr);
    ~FlowLayout() override;
    //! Every line as a whole stands at the end.
    void setAtEnd(bool atEnd) { m_atEnd = atEnd; }

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Line
    {
        std::vector<std::pair<QLayoutItem *, QSize>> items;
        int width = 0;
        int height = 0;
    };
    std::vector<Line> lines(int width) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    bool m_ends;
    bool m_atEnd = false;
};

} // namespace godwit
