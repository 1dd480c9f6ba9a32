// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace godwit {

//! Text of code with a narrow margin, in which lines that the other side lacks have a sign beside their colour.
class CodeView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Mark { Removed, Added };

    CodeView(const QString &accessibleName, bool readOnly, QWidget *parent = nullptr);

    QStringList lines() const;
    //! Lines, counted from 0, that get the mark; those before lose theirs.
    void setMarked(const QList<int> &lines, Mark mark);
    const QList<int> &marked() const { return m_marked; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Margin;
    void paintMargin(QWidget *margin);
    void placeMargin();
    void showMarks();

    QWidget *m_margin;
    QList<int> m_marked;
    Mark m_mark = Mark::Removed;
};

} // namespace godwit
