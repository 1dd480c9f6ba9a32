// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels.h"

#include "widgets/clipboard.h"
#include "widgets/godwitstyle.h"
#include "widgets/textscale.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! A plain frame that is one pixel of the line colour.
class Line final : public QFrame
{
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::tokens().line);
    }
};

//! Sections come and go, and pages are built while they are hidden: what is in a card is measured when it is seen.
class MeasuredWhenShown final : public QObject
{
public:
    explicit MeasuredWhenShown(QWidget *card) : QObject(card) { card->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == parent() && event->type() == QEvent::Show && !event->spontaneous())
            measureAnew(static_cast<QWidget *>(parent()));
        return false;
    }
};

} // namespace

QFrame *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new Line(parent);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QWidget *behindLine(QWidget *widget)
{
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeLine(Qt::Vertical));
    row->addWidget(widget, 1);
    return both;
}

void fitHeight(QWidget *dialog, int leastWidth)
{
    QLayout *layout = dialog->layout();
    layout->activate();
    const QSize least = layout->totalMinimumSize();
    const int width = std::max(leastWidth, least.width());
    dialog->setMinimumSize(width, std::max(least.height(), layout->totalHeightForWidth(width)));
    dialog->resize(dialog->minimumSize());
}

QPushButton *makeButton(const QString &text, const QString &iconName, const char *look, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    const QString wanted = look ? QString(QLatin1String(look)) : QString();
    if (look)
        setLook(button, look);
    if (wanted == QLatin1String("primary")) {
        QFont font = button->font();
        font.setWeight(QFont::DemiBold);
        button->setFont(font);
    } else if (wanted == QLatin1String("chip")) {
        button->setFont(fontFor(FontRole::Small));
        button->setCheckable(true);
    }
    if (!iconName.isEmpty()) {
        const IconColor color = wanted == QLatin1String("primary") ? IconColor::OnAccent
            : wanted == QLatin1String("danger")                    ? IconColor::Error
                                                                   : IconColor::Text;
        button->setIcon(icon(iconName, color));
    }
    button->setAccessibleName(QString(text).remove(u'&'));
    return button;
}

Card::Card(QWidget *parent) : QFrame(parent), m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(1, 1, 1, 1);
    m_body->setSpacing(0);
    new MeasuredWhenShown(this);
}

QFrame *Card::addLine()
{
    QFrame *line = makeLine(Qt::Horizontal, this);
    m_body->addWidget(line);
    return line;
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::tokens().line, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

Note::Note(QWidget *parent)
    : QFrame(parent)
    , m_title(new TextLabel(FontRole::CardTitle))
    , m_text(new TextLabel(FontRole::Small))
    , m_request(new TextLabel(FontRole::Code))
    , m_copy(makeButton(tr("Copy"), QStringLiteral("copy")))
    , m_copyCurl(makeButton(tr("Copy as cURL")))
    , m_action(makeButton(tr("Act")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(36, 9, 12, 9);
    layout->setSpacing(4);
    for (QLabel *label : {m_title, m_text, m_request}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_action, m_copy, m_copyCurl}) {
        button->setProperty("low", true);
        button->setFont(fontFor(FontRole::Small));
        buttons->addWidget(button);
    }
    buttons->addStretch();
    layout->addLayout(buttons);
    connect(m_copyCurl, &QPushButton::clicked, this, [this] { copyText(m_curl); });
    m_action->hide();
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(m_request->text()); });
    setRequest({});
}

void Note::setContent(StateTone tone, const QString &iconName, const QString &title, const QString &text)
{
    m_tone = tone;
    m_iconName = iconName;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    update();
}

void Note::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setVisible(!text.isEmpty());
}

void Note::setRequest(const QString &request, const QString &curl)
{
    m_curl = curl;
    m_copyCurl->setVisible(!curl.isEmpty());
    m_request->setText(request);
    m_request->setVisible(!request.isEmpty());
    m_copy->setVisible(!request.isEmpty());
}

void Note::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), 4, 4);
    painter.setClipPath(shape);
    painter.fillRect(rect(), toneTint(m_tone));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(mirrored ? width() - 3 : 0, 0, 3, height()), toneColor(m_tone));
    paintIcon(&painter, QRectF(mirrored ? width() - 28 : 13, 11, 15, 15), m_iconName, toneColor(m_tone));
}

EmptyState::EmptyState(
    const QString &iconName, const QString &title, const QString &text, const QString &button, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(title, FontRole::CardTitle))
    , m_text(new TextLabel(text, FontRole::Body, TextColor::Secondary))
    , m_button(makeButton(button))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch();
    auto *picture = new QLabel;
    picture->setPixmap(icon(iconName, IconColor::Accent).pixmap(QSize(24, 24), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    layout->addWidget(picture);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(4);
    layout->addWidget(m_button, 0, Qt::AlignCenter);
    layout->addStretch();
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
}

TextLabel::TextLabel(FontRole font, TextColor color, QWidget *parent) : QLabel(parent), m_color(color)
{
    setFont(fontFor(font));
    if (font == FontRole::Code)
        setLayoutDirection(Qt::LeftToRight);
    recolor();
}

TextLabel::TextLabel(const QString &text, FontRole font, TextColor color, QWidget *parent)
    : TextLabel(font, color, parent)
{
    setText(text);
}

void TextLabel::setColor(TextColor color)
{
    if (m_color == color)
        return;
    m_color = color;
    recolor();
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
}

//! A pseudonym is painted in place of a name and may be longer.
int TextLabel::moreWhenMasked() const
{
    if (wordWrap() || !Discretion::instance().isActive())
        return 0;
    const QString shown = discreet(text());
    return shown == text()
        ? 0
        : std::max(0, fontMetrics().horizontalAdvance(shown) - fontMetrics().horizontalAdvance(text()));
}

QSize TextLabel::sizeHint() const
{
    return QLabel::sizeHint() + QSize(moreWhenMasked(), 0);
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize usual = QLabel::minimumSizeHint() + QSize(moreWhenMasked(), 0);
    return m_elided ? QSize(std::min(40, usual.width()), usual.height()) : usual;
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString whole = discreet(text());
    const QString shown = fontMetrics().elidedText(whole, Qt::ElideRight, width());
    painter.drawText(rect(), static_cast<int>(alignment()), shown);
    setToolTip(shown == whole ? QString() : whole);
}

void TextLabel::recolor()
{
    const Tokens &t = Theme::tokens();
    QColor ink = t.text;
    switch (m_color) {
    case TextColor::Normal:
        break;
    case TextColor::Secondary:
        ink = t.textSecondary;
        break;
    case TextColor::Ok:
        ink = t.ok;
        break;
    case TextColor::Warning:
        ink = t.warning;
        break;
    case TextColor::Error:
        ink = t.error;
        break;
    }
    if (palette().color(QPalette::WindowText) == ink)
        return;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, ink);
    setPalette(own);
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        recolor();
}

} // namespace godwit
