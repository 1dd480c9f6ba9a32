// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/godwitstyle.h"

#include "models/discretion.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>

namespace godwit {
namespace {

constexpr qreal controlRadius = 5;

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(frame.isValid() ? QPen(frame, 1) : QPen(Qt::NoPen));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

QColor mixed(const QColor &one, const QColor &two, double share)
{
    const auto mix = [&](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {mix(one.red(), two.red()), mix(one.green(), two.green()), mix(one.blue(), two.blue())};
}

struct ButtonColors
{
    QColor fill;
    QColor frame;
    QColor text;
};

ButtonColors buttonColors(const QStyleOption *option, const QWidget *widget)
{
    const Tokens &t = Theme::tokens();
    const QString look = lookOf(widget);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    ButtonColors colors{t.button, t.control, t.text};
    if (look == QLatin1String("primary") && enabled)
        colors = {t.accent, t.accent, t.onAccent};
    else if (look == QLatin1String("danger") && enabled)
        colors = {t.button, t.error, t.error};
    else if (look == QLatin1String("flat"))
        colors = {on ? t.selection : QColor(), QColor(), t.text};
    else if (on)
        colors = {t.selection, look == QLatin1String("chip") ? t.accent : t.control, t.text};
    if (!enabled)
        return {QColor(), look == QLatin1String("flat") ? QColor() : t.line,
            widget && widget->property("quiet").toBool() ? t.textSecondary : t.textDisabled};
    if (option->state & QStyle::State_Sunken)
        colors.fill = mixed(colors.fill.isValid() ? colors.fill : t.window, t.text, 0.12);
    else if (option->state & QStyle::State_MouseOver)
        colors.fill = mixed(colors.fill.isValid() ? colors.fill : t.window, t.text, 0.05);
    return colors;
}

void drawSortArrow(const QStyleOption *option, QPainter *painter)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (!header || header->sortIndicator == QStyleOptionHeader::None)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(Theme::tokens().textSecondary);
    const QPointF c = QRectF(option->rect).center();
    // Qt calls an ascending order "down".
    const qreal sign = header->sortIndicator == QStyleOptionHeader::SortDown ? -1 : 1;
    painter->drawPolygon(QPolygonF({c + QPointF(-4, -3 * sign), c + QPointF(4, -3 * sign), c + QPointF(0, 4 * sign)}));
    painter->restore();
}

void drawIndicator(const QStyleOption *option, QPainter *painter)
{
    const Tokens &t = Theme::tokens();
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option->state & QStyle::State_Enabled;
    QRect box(0, 0, 15, 15);
    box.moveCenter(option->rect.center());
    drawBox(painter, box, !enabled ? t.window : (on ? t.accent : t.base),
        !enabled ? t.line : (on ? t.accent : t.control), 3);
    const QColor ink = enabled ? t.onAccent : t.textDisabled;
    if (option->state & QStyle::State_NoChange)
        painter->fillRect(box.adjusted(4, 7, -4, -6), ink);
    else if (on)
        paintIcon(painter, QRectF(box).adjusted(2, 2, -2, -2), QStringLiteral("check"), ink);
}

void drawRadio(const QStyleOption *option, QPainter *painter)
{
    const Tokens &t = Theme::tokens();
    const bool on = option->state & QStyle::State_On;
    const bool enabled = option->state & QStyle::State_Enabled;
    QRectF disc(0, 0, 15, 15);
    disc.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(!enabled ? t.line : on ? t.accent : t.control, 1));
    painter->setBrush(enabled ? t.base : t.window);
    painter->drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5));
    painter->setPen(Qt::NoPen);
    painter->setBrush(enabled ? t.accent : t.textDisabled);
    if (on)
        painter->drawEllipse(disc.adjusted(4, 4, -4, -4));
    painter->restore();
}

//! An arrow of a spin box; pale where it leads no further.
void drawSpinArrow(const QRectF &room, bool up, bool possible, QPainter *painter)
{
    const Tokens &t = Theme::tokens();
    const QPointF c = room.center();
    const qreal sign = up ? 1 : -1;
    painter->setPen(Qt::NoPen);
    painter->setBrush(possible ? t.textSecondary : t.line);
    painter->drawPolygon(
        QPolygonF({c + QPointF(-3.5, 2 * sign), c + QPointF(3.5, 2 * sign), c + QPointF(0, -2 * sign)}));
}

void drawProgress(const QStyleOptionProgressBar *bar, QPainter *painter, bool groove)
{
    const Tokens &t = Theme::tokens();
    QRectF track(bar->rect);
    track.setHeight(6);
    track.moveCenter(QRectF(bar->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(groove ? t.track : t.accent);
    const int span = bar->maximum - bar->minimum;
    if (!groove)
        track.setWidth(span > 0 ? track.width() * (bar->progress - bar->minimum) / span : 0);
    if (!groove && bar->direction == Qt::RightToLeft)
        track.moveRight(QRectF(bar->rect).right());
    if (track.width() >= 1)
        painter->drawRoundedRect(track, 3, 3);
    painter->restore();
}

} // namespace

void setLook(QWidget *widget, const char *look)
{
    widget->setProperty("look", QString(QLatin1String(look)));
}

QString lookOf(const QWidget *widget)
{
    return widget ? widget->property("look").toString() : QString();
}

GodwitStyle::GodwitStyle() : QProxyStyle(QStringLiteral("Fusion")) { }

void GodwitStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = Theme::tokens();
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool: {
        const ButtonColors colors = buttonColors(option, widget);
        const bool chip = lookOf(widget) == QLatin1String("chip");
        drawBox(painter, option->rect, colors.fill, colors.frame, chip ? 4 : controlRadius);
        return;
    }
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            drawBox(painter, option->rect, option->palette.color(QPalette::Base),
                option->state & State_Enabled ? t.control : t.line, controlRadius);
        return;
    }
    case PE_FrameLineEdit:
        drawBox(painter, option->rect, {}, option->state & State_Enabled ? t.control : t.line, controlRadius);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawIndicator(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(option, painter);
        return;
    case PE_IndicatorHeaderArrow:
        drawSortArrow(option, painter);
        return;
    case PE_FrameFocusRect:
        // Controls have the focus ring around them; cells of a table show it inside.
        if (qobject_cast<const QAbstractItemView *>(widget)) {
            painter->save();
            painter->setPen(QPen(t.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(1, 1, -1, -1));
            painter->restore();
        }
        return;
    case PE_FrameStatusBarItem:
    case PE_IndicatorToolBarSeparator:
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, t.window);
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), t.line);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void GodwitStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = Theme::tokens();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy(*button);
            copy.palette.setColor(QPalette::ButtonText, buttonColors(option, widget).text);
            const bool both = !copy.icon.isNull() && !copy.text.isEmpty();
            if (both && copy.direction == Qt::RightToLeft) {
                drawMirroredLabel(copy, painter);
                return;
            }
            if (both)
                copy.text.prepend(u' '); // a little more air than Qt gives
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_FocusFrame: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), controlRadius + 2, controlRadius + 2);
        painter->restore();
        return;
    }
    case CE_HeaderSection:
        painter->fillRect(option->rect, t.alternateBase);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line);
        return;
    case CE_TabBarTabShape:
        if (option->state & State_Selected)
            painter->fillRect(QRect(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2), t.accent);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, t.alternateBase);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line);
        return;
    case CE_Header:
        // Common style asks itself, not its proxy, where label and arrow belong; so the whole is drawn here.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawControl(CE_HeaderSection, option, painter, widget);
            painter->save();
            painter->setPen(t.textSecondary);
            const QRect room = option->rect.adjusted(8, 0, -8, -1);
            const int flags = static_cast<int>(header->textAlignment | Qt::AlignVCenter);
            const bool wraps = (flags & Qt::TextWordWrap) != 0;
            painter->drawText(room, flags,
                wraps ? header->text : header->fontMetrics.elidedText(header->text, Qt::ElideRight, room.width()));
            painter->restore();
            QStyleOptionHeader arrow(*header);
            arrow.rect = subElementRect(SE_HeaderArrow, header, widget);
            drawPrimitive(PE_IndicatorHeaderArrow, &arrow, painter, widget);
            return;
        }
        break;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeaderV2 copy;
            static_cast<QStyleOptionHeader &>(copy) = *header;
            copy.palette.setColor(QPalette::ButtonText, t.textSecondary);
            copy.state &= ~State_On; // no bold header for the sorted column
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            drawProgress(bar, painter, element == CE_ProgressBarGroove);
            return;
        }
        break;
    case CE_ProgressBarLabel:
    case CE_Splitter:
    case CE_MenuBarEmptyArea:
        if (element == CE_MenuBarEmptyArea)
            painter->fillRect(option->rect, t.window);
        if (element == CE_MenuBarEmptyArea && widget)
            painter->fillRect(QRect(0, widget->height() - 1, widget->width(), 1), t.line);
        return;
    case CE_MenuBarItem:
        painter->fillRect(option->rect, option->state & State_Selected ? t.selection : t.window);
        if (widget)
            painter->fillRect(QRect(option->rect.left(), widget->height() - 1, option->rect.width(), 1), t.line);
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextHideMnemonic,
                item->palette, item->state & State_Enabled, item->text, QPalette::WindowText);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void GodwitStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox)
        drawComboBox(option, painter, widget);
    else if (control == CC_SpinBox)
        drawSpinBox(option, painter, widget);
    else if (control == CC_Slider)
        drawSlider(option, painter, widget);
    else if (control == CC_ScrollBar)
        drawScrollBar(option, painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void GodwitStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *) const
{
    const Tokens &t = Theme::tokens();
    const bool enabled = option->state & State_Enabled;
    drawBox(painter, option->rect, enabled ? t.base : t.window, enabled ? t.control : t.line, controlRadius);
    const qreal side = 13;
    const bool mirrored = option->direction == Qt::RightToLeft;
    const qreal x = mirrored ? option->rect.left() + 9 : option->rect.right() - 9 - side;
    paintIcon(painter, QRectF(x, option->rect.center().y() - side / 2 + 0.5, side, side),
        QStringLiteral("chevron-down"), enabled ? t.textSecondary : t.textDisabled);
}

void GodwitStyle::drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (!spin)
        return;
    const Tokens &t = Theme::tokens();
    const bool enabled = option->state & State_Enabled;
    drawBox(painter, option->rect, enabled ? t.base : t.window, enabled ? t.control : t.line, controlRadius);
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto &[part, step] : {std::pair{SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled},
             std::pair{SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled}})
        drawSpinArrow(subControlRect(CC_SpinBox, option, part, widget), part == SC_SpinBoxUp,
            enabled && spin->stepEnabled.testFlag(step), painter);
    painter->restore();
}

void GodwitStyle::drawSlider(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider)
        return;
    const Tokens &t = Theme::tokens();
    const QRectF handle = subControlRect(CC_Slider, slider, SC_SliderHandle, widget);
    QRectF groove(option->rect);
    groove.setHeight(4);
    groove.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.track);
    painter->drawRoundedRect(groove, 2, 2);
    QRectF before = groove;
    if (slider->upsideDown)
        before.setLeft(handle.center().x());
    else
        before.setRight(handle.center().x());
    painter->setBrush(option->state & State_Enabled ? t.accent : t.line);
    painter->drawRoundedRect(before, 2, 2);
    painter->setBrush(t.base);
    painter->setPen(QPen(option->state & State_Enabled ? t.accent : t.line, 2));
    painter->drawEllipse(handle.center(), 6.5, 6.5);
    painter->restore();
}

void GodwitStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = Theme::tokens();
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar)
        return;
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (bar->maximum <= bar->minimum)
        return;
    const QRectF handle
        = QRectF(subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget)).adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(option->state & (State_MouseOver | State_Sunken) ? t.control : t.textDisabled);
    const qreal radius = std::min(handle.width(), handle.height()) / 2;
    painter->drawRoundedRect(handle, radius, radius);
    painter->restore();
}

QRect GodwitStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, option->rect, option->rect.adjusted(8, 1, -26, -1));
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrows: the wheel, the keys and the handle are enough.
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const int range = bar->maximum - bar->minimum;
    const int page = std::max(bar->pageStep, 1);
    const int handle = range > 0
        ? std::clamp(static_cast<int>(qint64(length) * page / (range + page)), 24, std::max(24, length))
        : length;
    const int at
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        return upright ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                       : visualRect(bar->direction, bar->rect,
                           QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height()));
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(at, handle);
    case SC_ScrollBarSubPage:
        return piece(0, at);
    case SC_ScrollBarAddPage:
        return piece(at + handle, length - at - handle);
    case SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

int GodwitStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 15;
    case PM_CheckBoxLabelSpacing:
        return 9;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 15;
    case PM_SliderThickness:
    case PM_SliderLength:
    case PM_SliderControlThickness:
        return 16;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 4;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderMarkSize:
        return 9;
    case PM_HeaderMargin:
        return 8;
    case PM_SplitterWidth:
        return 12;
    case PM_DockWidgetSeparatorExtent:
        return 12;
    case PM_MenuBarItemSpacing:
        return 2;
    case PM_ScrollBarExtent:
        return 11;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int GodwitStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_UnderlineShortcut:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize GodwitStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const int text = option->fontMetrics.height();
    switch (type) {
    case CT_PushButton: {
        const QString look = lookOf(widget);
        const bool low = look == QLatin1String("chip") || (widget && widget->property("low").toBool());
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        int width = size.width() + (low ? 16 : 22);
        if (button && button->text.isEmpty())
            width = low ? 26 : 30;
        return {width, std::max(low ? 24 : 28, text + (low ? 8 : 10))};
    }
    case CT_ToolButton:
        if (lookOf(widget) == QLatin1String("segment"))
            return {size.width() + 18, std::max(28, text + 10)};
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    case CT_LineEdit:
        return {size.width() + 8, std::max(28, text + 10)};
    case CT_ComboBox:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width() + 4, std::max(28, text + 10)};
    case CT_HeaderSection: {
        QSize header = QProxyStyle::sizeFromContents(type, option, size, widget);
        header.setHeight(text + 11);
        return header;
    }
    case CT_ItemViewItem: {
        // Delegates of our own say themselves how high their rows are; words in a plain list need air.
        const QSize item = QProxyStyle::sizeFromContents(type, option, size, widget);
        return qobject_cast<const QListView *>(widget) ? item + QSize(0, 8) : item;
    }
    case CT_MenuBarItem:
        return {size.width() + 18, text + 10};
    case CT_Slider:
        return {size.width(), 18};
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

QRect GodwitStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(8, 0, -8, 0);
    case SE_HeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header)
            break;
        // Beside the word, so that it says whose order it is.
        const int text = header->fontMetrics.horizontalAdvance(header->text);
        const bool right = header->textAlignment & Qt::AlignRight;
        const int x = right ? header->rect.right() - 8 - text - 14 : header->rect.left() + 8 + text + 4;
        return visualRect(header->direction, header->rect, QRect(x, header->rect.center().y() - 4, 10, 10));
    }
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? option->rect.adjusted(6, 1, -6, -1)
                                             : QProxyStyle::subElementRect(element, option, widget);
    }
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

void GodwitStyle::drawItemText(QPainter *painter, const QRect &rect, int flags, const QPalette &palette, bool enabled,
    const QString &text, QPalette::ColorRole role) const
{
    QProxyStyle::drawItemText(painter, rect, flags, palette, enabled, discreet(text), role);
}

void GodwitStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QPushButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace godwit
