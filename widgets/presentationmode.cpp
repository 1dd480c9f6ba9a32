// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/presentationmode.h"

#include "models/discretion.h"
#include "widgets/clipboard.h"
#include "widgets/fittedcolumns.h"
#include "widgets/panels.h"
#include "widgets/sharedcolumns.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOptionFrame>
#include <QTableView>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <cmath>

namespace godwit {
namespace {

//! A field as it is, with a masked text. False: there is nothing to mask.
bool paintField(const QLineEdit *edit)
{
    const QString shown = discreet(edit->text());
    if (edit->echoMode() != QLineEdit::Normal || shown == edit->text())
        return false;
    QStyleOptionFrame option;
    option.initFrom(edit);
    option.lineWidth = edit->hasFrame() ? edit->style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &option, edit) : 0;
    option.state |= QStyle::State_Sunken;
    QPainter painter(const_cast<QLineEdit *>(edit));
    edit->style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, edit);
    QRect room = edit->style()->subElementRect(QStyle::SE_LineEditContents, &option, edit);
    room = room.marginsRemoved(edit->textMargins()).adjusted(2, 0, -2, 0);
    painter.setPen(edit->palette().color(QPalette::Text));
    painter.drawText(
        room, Qt::AlignVCenter | Qt::AlignLeft, edit->fontMetrics().elidedText(shown, Qt::ElideRight, room.width()));
    return true;
}

bool paintRichLabel(const QLabel *label)
{
    const QString text = label->text();
    const bool rich
        = label->textFormat() == Qt::RichText || (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(text));
    const bool selectable = label->textInteractionFlags() != Qt::LinksAccessibleByMouse;
    const QString shown = discreet(text);
    if ((!rich && !selectable) || shown == text)
        return false;
    QTextDocument document;
    document.setDefaultFont(label->font());
    document.setDocumentMargin(0);
    if (rich)
        document.setHtml(shown);
    else
        document.setPlainText(shown);
    const QRect room = label->contentsRect();
    if (label->wordWrap())
        document.setTextWidth(room.width());
    QPainter painter(const_cast<QLabel *>(label));
    const double slack = room.height() - document.size().height();
    const double top = label->alignment() & Qt::AlignTop ? 0 : label->alignment() & Qt::AlignBottom ? slack : slack / 2;
    const double side = label->alignment() & Qt::AlignRight ? room.width() - document.idealWidth() : 0;
    painter.translate(room.left() + std::max(0.0, side), room.top() + std::max(0.0, top));
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = label->palette();
    context.palette.setColor(QPalette::Text, label->palette().color(QPalette::WindowText));
    document.documentLayout()->draw(&painter, context);
    return true;
}

//! Colours that lines of a text have, by whoever marked them, and the caret.
void paintLineMarks(QPainter &painter, const QPlainTextEdit *edit)
{
    const QList<QTextEdit::ExtraSelection> marks = edit->extraSelections();
    for (const QTextEdit::ExtraSelection &mark : marks) {
        if (!mark.format.boolProperty(QTextFormat::FullWidthSelection))
            continue;
        QRect line = edit->cursorRect(mark.cursor);
        line.setLeft(0);
        line.setRight(edit->viewport()->width());
        painter.fillRect(line, mark.format.background());
    }
    if (edit->hasFocus() && !edit->isReadOnly())
        painter.fillRect(edit->cursorRect(), edit->palette().color(QPalette::Text));
}

//! Draws the lines that are in sight where the text has them, those with names by their pseudonyms.
bool paintPlainText(const QPlainTextEdit *edit)
{
    const QString text = edit->toPlainText();
    if (discreet(text) == text)
        return false;
    const QRect room = edit->viewport()->rect();
    QPainter painter(edit->viewport());
    painter.fillRect(room, edit->palette().color(QPalette::Base));
    paintLineMarks(painter, edit);
    painter.setFont(edit->font());
    painter.setPen(edit->palette().color(QPalette::Text));
    for (QTextBlock block = edit->cursorForPosition(QPoint(0, 0)).block(); block.isValid(); block = block.next()) {
        const QPointF place = edit->cursorRect(QTextCursor(block)).topLeft();
        if (place.y() > room.bottom())
            break;
        const QString line = discreet(block.text());
        if (line == block.text() && block.layout()->lineCount() > 0) // with its colours
            block.layout()->draw(&painter, place - block.layout()->lineAt(0).position());
        else
            painter.drawText(QRectF(place, QSizeF(room.right() - place.x(), block.layout()->boundingRect().height())),
                Qt::AlignTop | Qt::AlignLeft
                    | (edit->lineWrapMode() == QPlainTextEdit::NoWrap ? Qt::TextSingleLine : Qt::TextWordWrap),
                line);
    }
    return true;
}

} // namespace

PresentationMode::PresentationMode(QWidget *window) : QObject(window), m_window(window)
{
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &PresentationMode::maskClipboard);
}

PresentationMode::~PresentationMode()
{
    setActive(false);
}

void PresentationMode::setActive(bool active)
{
    Discretion &discretion = Discretion::instance();
    if (discretion.isActive() == active)
        return;
    if (active) {
        m_usual = QApplication::font();
        QFont font = m_usual;
        font.setPointSizeF((font.pointSizeF() > 0 ? font.pointSizeF() : 10) * m_factor);
        QApplication::setFont(font);
        qApp->installEventFilter(this);
    } else {
        qApp->removeEventFilter(this);
        QApplication::setFont(m_usual);
    }
    discretion.setActive(active);
    scale(active ? m_factor : 1 / m_factor);
    hideSecrets(active);
    refresh();
}

void PresentationMode::refresh()
{
    const QList<QWidget *> widgets = m_window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (qobject_cast<TextLabel *>(widget))
            widget->updateGeometry(); // a pseudonym has another width
        if (const auto *table = qobject_cast<QTableView *>(widget)) {
            if (FittedColumns *fitted = FittedColumns::of(table))
                fitted->fit();
        }
        widget->update();
    }
}

void PresentationMode::adopt(QWidget *page)
{
    if (!Discretion::instance().isActive())
        return;
    const QList<QTableView *> tables = page->findChildren<QTableView *>();
    for (QTableView *table : tables)
        new FittedColumns(table);
}

void PresentationMode::setFactor(double factor)
{
    if (factor == m_factor)
        return;
    const bool active = Discretion::instance().isActive();
    setActive(false); // what was scaled goes back by the factor that it was scaled with
    m_factor = factor;
    setActive(active);
}

//! No password is revealed while others look on: the eye in its field is off, and what it showed is hidden again.
void PresentationMode::hideSecrets(bool hidden)
{
    const QList<QLineEdit *> edits = m_window->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (!edit->property("secret").toBool())
            continue;
        const QList<QAction *> actions = edit->actions();
        for (QAction *action : actions) {
            if (!action->isCheckable())
                continue;
            if (hidden)
                action->setChecked(false);
            action->setEnabled(!hidden);
        }
        if (hidden)
            edit->setEchoMode(QLineEdit::Password);
    }
}

//! Fonts that were set by hand do not follow the application's, and rows have fixed heights.
void PresentationMode::scale(double factor)
{
    const QList<QWidget *> widgets = m_window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->testAttribute(Qt::WA_SetFont) && widget->font().pointSizeF() > 0) {
            QFont font = widget->font();
            font.setPointSizeF(font.pointSizeF() * factor);
            widget->setFont(font);
        }
        if (auto *table = qobject_cast<QTableView *>(widget))
            scaleTable(table, factor);
        widget->updateGeometry();
    }
}

//! Rows grow with the text, and columns show whole texts as far as they fit.
void PresentationMode::scaleTable(QTableView *table, double factor)
{
    QHeaderView *rows = table->verticalHeader();
    rows->setDefaultSectionSize(static_cast<int>(std::lround(rows->defaultSectionSize() * factor)));
    FittedColumns *fitted = FittedColumns::of(table);
    if (factor > 1 && !fitted) {
        new FittedColumns(table);
    } else if (factor < 1 && fitted) {
        fitted->restore();
        delete fitted;
        if (SharedColumns *shared = SharedColumns::of(table))
            shared->fit(); // the window may have another size by now
    }
}

void PresentationMode::maskClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    // Not every platform knows whose text it is; what comes while this window has the focus is ours.
    const bool ours = clipboard->ownsClipboard() || QApplication::activeWindow();
    if (!Discretion::instance().isActive() || !ours)
        return;
    const QString text = clipboard->text();
    if (const QString shown = discreet(text); shown != text)
        clipboard->setText(shown);
}

bool PresentationMode::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Paint || !watched->isWidgetType())
        return false;
    if (const auto *edit = qobject_cast<QLineEdit *>(watched))
        return paintField(edit);
    if (const auto *label = qobject_cast<QLabel *>(watched))
        return paintRichLabel(label);
    if (const auto *plain = qobject_cast<QPlainTextEdit *>(watched->parent()); plain && plain->viewport() == watched)
        return paintPlainText(plain);
    return false;
}

} // namespace godwit
