// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeview.h"

#include "widgets/theme.h"
#include "widgets/tokens.h"

#include <QEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace godwit {

class CodeView::Margin final : public QWidget
{
public:
    explicit Margin(CodeView *view) : QWidget(view), m_view(view) { setAttribute(Qt::WA_TransparentForMouseEvents); }

protected:
    void paintEvent(QPaintEvent *) override { m_view->paintMargin(this); }

private:
    CodeView *m_view;
};

CodeView::CodeView(const QString &accessibleName, bool readOnly, QWidget *parent)
    : QPlainTextEdit(parent), m_margin(new Margin(this))
{
    setAccessibleName(accessibleName);
    setReadOnly(readOnly);
    setLayoutDirection(Qt::LeftToRight); // code
    setFont(fontFor(FontRole::Code));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    if (readOnly)
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &, int) { m_margin->update(); });
    placeMargin();
}

QStringList CodeView::lines() const
{
    return toPlainText().split(u'\n');
}

void CodeView::setMarked(const QList<int> &lines, Mark mark)
{
    m_marked = lines;
    m_mark = mark;
    showMarks();
}

void CodeView::showMarks()
{
    QList<QTextEdit::ExtraSelection> selections;
    selections.reserve(m_marked.size());
    for (const int line : m_marked) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document()->findBlockByNumber(line));
        selection.format.setBackground(m_mark == Mark::Removed ? Theme::tokens().errorTint : Theme::tokens().okTint);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections.append(selection);
    }
    setExtraSelections(selections);
    m_margin->update();
}

void CodeView::paintMargin(QWidget *margin)
{
    QPainter painter(margin);
    const Tokens &t = Theme::tokens();
    painter.setFont(font());
    painter.setPen(m_mark == Mark::Removed ? t.error : t.ok);
    const QString sign = m_mark == Mark::Removed ? QStringLiteral("\u2212") : QStringLiteral("+");
    const QColor tint = m_mark == Mark::Removed ? t.errorTint : t.okTint;
    QTextBlock block = firstVisibleBlock();
    QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && place.top() <= margin->height()) {
        if (std::binary_search(m_marked.begin(), m_marked.end(), block.blockNumber())) {
            const QRectF line(0, place.top(), margin->width(), place.height());
            painter.fillRect(line, tint);
            painter.drawText(line, Qt::AlignCenter, sign);
        }
        block = block.next();
        place = blockBoundingGeometry(block).translated(contentOffset());
    }
}

void CodeView::placeMargin()
{
    const int width = fontMetrics().horizontalAdvance(u'+') + 12;
    setViewportMargins(width, 0, 0, 0);
    const QRect room = contentsRect();
    m_margin->setGeometry(room.left(), room.top(), width, room.height());
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeMargin();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showMarks(); // the theme's colours are others now
}

} // namespace godwit
