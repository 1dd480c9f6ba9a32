// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "widgets/godwitstyle.h"

#include <QEvent>
#include <QFontDatabase>
#include <QWindow>

static void initResources()
{
    Q_INIT_RESOURCE(godwit);
    Q_INIT_RESOURCE(i18n);
}

namespace godwit {
namespace {

const Tokens *current = &Tokens::light();

//! Pure black on pure white, or the reverse: a desktop's high contrast palette, which wins over ours.
bool isHighContrast(const QPalette &desktop)
{
    return contrastRatio(desktop.color(QPalette::Window), desktop.color(QPalette::WindowText)) > 20.5;
}

} // namespace

Theme *Theme::install(QApplication *application)
{
    static Theme *theme = nullptr;
    if (!theme) {
        initResources();
        theme = new Theme(application);
        connect(theme, &QObject::destroyed, [] { theme = nullptr; });
    }
    return theme;
}

Theme::Theme(QApplication *application) : QObject(application)
{
    const QPalette desktop = QApplication::palette();
    m_applying = true;
    QApplication::setStyle(new GodwitStyle);
    m_applying = false;
    follow(desktop);
    application->installEventFilter(this);
}

const Tokens &Theme::tokens()
{
    return *current;
}

void Theme::follow(const QPalette &desktop)
{
    m_desktop = desktop;
    if (isHighContrast(desktop)) {
        static Tokens high;
        high = Tokens::highContrast(desktop);
        // Its roles that nobody sets (links, texts in empty fields) would stay in the colours of another ground.
        apply(palette(high), high);
        return;
    }
    const bool darkDesktop
        = desktop.color(QPalette::Window).lightnessF() < desktop.color(QPalette::WindowText).lightnessF();
    const bool dark = m_choice == Choice::System ? darkDesktop : m_choice == Choice::Dark;
    const Tokens &tokens = dark ? Tokens::dark() : Tokens::light();
    apply(palette(tokens), tokens);
}

void Theme::choose(Choice choice)
{
    m_choice = choice;
    follow(m_desktop);
}

void Theme::apply(const QPalette &palette, const Tokens &tokens)
{
    m_applying = true;
    current = &tokens;
    QApplication::setPalette(palette);
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (m_applying)
        return false;
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp) {
        // Later: the application is still telling its widgets of the desktop's palette.
        QMetaObject::invokeMethod(
            this, [this, desktop = QApplication::palette()] { follow(desktop); }, Qt::QueuedConnection);
    } else if (event->type() == QEvent::ThemeChange && qobject_cast<QWindow *>(watched)) {
        // Without a palette of our own the application's is the desktop's again.
        m_applying = true;
        QApplication::setPalette(QPalette());
        m_applying = false;
        follow(QApplication::palette());
    }
    return false;
}

QPalette Theme::palette(const Tokens &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.alternateBase);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.textSecondary);
    palette.setColor(QPalette::Button, t.button);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.onAccent);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.base);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Light, t.base);
    palette.setColor(QPalette::Midlight, t.alternateBase);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.control);
    palette.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, t.textDisabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, t.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, t.window);
    return palette;
}

QFont fontFor(FontRole role)
{
    QFont font = QApplication::font();
    const auto larger
        = [&font](double points) { font.setPointSizeF((font.pointSizeF() > 0 ? font.pointSizeF() : 10) + points); };
    switch (role) {
    case FontRole::Body:
        break;
    case FontRole::Small:
        larger(-0.75);
        break;
    case FontRole::ChartLabel:
        larger(-1.5);
        break;
    case FontRole::Tag:
        larger(-2);
        font.setWeight(QFont::Bold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.3);
        break;
    case FontRole::CardTitle:
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::PanelTitle:
        larger(1.5);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::PageTitle:
        larger(3);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::KeyFigure:
        larger(5);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::ResultFigure:
        larger(8);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Code:
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(QApplication::font().pointSizeF() - 1);
        break;
    }
    return font;
}

} // namespace godwit
