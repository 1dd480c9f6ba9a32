// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/segments.h"

#include "widgets/badges.h"
#include "widgets/godwitstyle.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace godwit {
namespace {

class Segment final : public QToolButton
{
public:
    Segment(const QString &text, bool tagged, bool first, bool last) : m_tagged(tagged), m_first(first), m_last(last)
    {
        setText(text);
        setCheckable(true);
        setLook(this, "segment");
        setFocusPolicy(Qt::StrongFocus);
    }
    QString picture = QStringLiteral("check"); //!< says it in a grey print too

    QSize sizeHint() const override
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return {QFontMetrics(bold).horizontalAdvance(text()) + 40, std::max(28, fontMetrics().height() + 10)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool on = isChecked();
        const QColor fill = on ? (m_tagged ? EnvironmentTag::fill(text()) : t.selection) : t.button;
        // The frame of the next segment stands on the line of this one; only the ends are round.
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const bool left = mirrored ? m_last : m_first;
        const bool right = mirrored ? m_first : m_last;
        const QRectF room = QRectF(rect()).adjusted(0.5, 0.5, right ? -0.5 : 0.5, -0.5);
        QPainterPath shape;
        shape.setFillRule(Qt::WindingFill);
        shape.addRoundedRect(room, 5, 5);
        if (!left)
            shape.addRect(room.adjusted(0, 0, -room.width() / 2, 0));
        if (!right)
            shape.addRect(room.adjusted(room.width() / 2, 0, 0, 0));
        painter.setBrush(fill);
        painter.setPen(QPen(on && m_tagged ? fill : t.control, 1));
        painter.drawPath(shape.simplified());
        QFont own = font();
        own.setWeight(on ? QFont::DemiBold : QFont::Normal);
        painter.setFont(own);
        const QColor ink = on && m_tagged ? EnvironmentTag::ink(text()) : t.text;
        painter.setPen(ink);
        painter.drawText(
            rect().adjusted(on && !mirrored ? 18 : 0, 0, on && mirrored ? -18 : 0, 0), Qt::AlignCenter, text());
        if (on)
            paintIcon(&painter, QRectF(mirrored ? width() - 21 : 9, (height() - 12) / 2.0, 12, 12), picture, ink);
    }

private:
    bool m_tagged;
    bool m_first;
    bool m_last;
};

} // namespace

Segments::Segments(const QStringList &names, const QString &what, Look look, QWidget *parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_group->setExclusive(true);
    for (int i = 0; i < names.size(); ++i) {
        auto *segment = new Segment(names.at(i), look == Look::Environments, i == 0, i + 1 == names.size());
        segment->setAccessibleName(QString(what + u' ' + names.at(i)));
        m_group->addButton(segment, i);
        layout->addWidget(segment);
    }
    layout->addStretch();
    setFocusProxy(m_group->button(0));
    connect(m_group, &QButtonGroup::idToggled, this, [this](int place, bool on) {
        // Tab goes to the one that is checked.
        if (on)
            setFocusProxy(m_group->button(place));
    });
    connect(m_group, &QButtonGroup::idClicked, this, &Segments::chosen);
}

int Segments::current() const
{
    return m_group->checkedId();
}

void Segments::setCurrent(int place)
{
    if (place >= 0) {
        m_group->button(place)->setChecked(true);
        return;
    }
    m_group->setExclusive(false);
    for (QAbstractButton *button : m_group->buttons())
        button->setChecked(false);
    m_group->setExclusive(true);
}

void Segments::setIcon(int place, const QString &name)
{
    static_cast<Segment *>(m_group->button(place))->picture = name;
}

QWidget *Segments::button(int place) const
{
    return m_group->button(place);
}

} // namespace godwit
