// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokens.h"

namespace godwit {
namespace {

struct Entry
{
    const char *name;
    QColor Tokens::*member;
    QRgb light;
    QRgb dark;
};

// One line a colour: its name, and its value on a light and on a dark desktop.
constexpr Entry table[] = {
    {"window", &Tokens::window, 0xfff3f4f6, 0xff1b1e22},
    {"nav", &Tokens::nav, 0xffe9ebee, 0xff15181b},
    {"base", &Tokens::base, 0xffffffff, 0xff22262b},
    {"alternateBase", &Tokens::alternateBase, 0xfff8f9fa, 0xff262b30},
    {"button", &Tokens::button, 0xffffffff, 0xff2b3036},
    {"text", &Tokens::text, 0xff1a1f24, 0xffe7eaed},
    {"textSecondary", &Tokens::textSecondary, 0xff535d67, 0xffa9b2bb},
    {"textDisabled", &Tokens::textDisabled, 0xff8a939c, 0xff6b747d},
    {"line", &Tokens::line, 0xffd6dadf, 0xff383e45},
    {"control", &Tokens::control, 0xff858e98, 0xff7b858f},
    {"track", &Tokens::track, 0xffe1e4e8, 0xff3a4047},
    {"accent", &Tokens::accent, 0xff0b6480, 0xff5fbad6},
    {"onAccent", &Tokens::onAccent, 0xffffffff, 0xff0e1b20},
    {"selection", &Tokens::selection, 0xffdcedf3, 0xff1d4150},
    {"ok", &Tokens::ok, 0xff1a6b3c, 0xff72ce95},
    {"okTint", &Tokens::okTint, 0xffe3f3e8, 0xff1d3728},
    {"running", &Tokens::running, 0xff0b6480, 0xff5fbad6},
    {"runningTint", &Tokens::runningTint, 0xffe1eff4, 0xff18363f},
    {"waiting", &Tokens::waiting, 0xff535d67, 0xffa9b2bb},
    {"waitingTint", &Tokens::waitingTint, 0xffebedf0, 0xff2e343a},
    {"paused", &Tokens::paused, 0xff6b3fa0, 0xffc6a9f0},
    {"pausedTint", &Tokens::pausedTint, 0xfff0e9f8, 0xff35294c},
    {"warning", &Tokens::warning, 0xff854a00, 0xfff0b75e},
    {"warningTint", &Tokens::warningTint, 0xfffcefd9, 0xff3e2f14},
    {"error", &Tokens::error, 0xffb3261e, 0xffff958b},
    {"errorTint", &Tokens::errorTint, 0xfffbe7e5, 0xff472321},
    {"chart1", &Tokens::chart1, 0xff0072b2, 0xff56b4e9},
    {"chart2", &Tokens::chart2, 0xffc65300, 0xfff0985a},
    {"chart3", &Tokens::chart3, 0xff00805d, 0xff35c49b},
    {"chart4", &Tokens::chart4, 0xffa8478a, 0xffdb9ccb},
    {"chartLag", &Tokens::chartLag, 0xff6b4fa0, 0xffb9a0ea},
    {"chartLimit", &Tokens::chartLimit, 0xffb3261e, 0xffff958b},
    {"envProd", &Tokens::envProd, 0xffa8201a, 0xffc8332b},
    {"onEnvProd", &Tokens::onEnvProd, 0xffffffff, 0xffffffff},
    {"envStaging", &Tokens::envStaging, 0xfff0b23a, 0xfff0b23a},
    {"onEnvStaging", &Tokens::onEnvStaging, 0xff2a1c00, 0xff2a1c00},
    {"envTest", &Tokens::envTest, 0xff2a66a6, 0xff3b78ba},
    {"onEnvTest", &Tokens::onEnvTest, 0xffffffff, 0xffffffff},
    {"envDev", &Tokens::envDev, 0xff3a7455, 0xff44825f},
    {"onEnvDev", &Tokens::onEnvDev, 0xffffffff, 0xffffffff},
};

Tokens make(bool dark)
{
    Tokens tokens;
    tokens.isDark = dark;
    for (const Entry &entry : table)
        tokens.*entry.member = QColor(dark ? entry.dark : entry.light);
    return tokens;
}

} // namespace

const Tokens &Tokens::light()
{
    static const Tokens tokens = make(false);
    return tokens;
}

const Tokens &Tokens::dark()
{
    static const Tokens tokens = make(true);
    return tokens;
}

Tokens Tokens::highContrast(const QPalette &desktop)
{
    const QColor ground = desktop.color(QPalette::Window);
    const QColor ink = desktop.color(QPalette::WindowText);
    Tokens tokens = ground.lightnessF() < ink.lightnessF() ? dark() : light();
    for (QColor Tokens::*place :
        {&Tokens::window, &Tokens::nav, &Tokens::base, &Tokens::alternateBase, &Tokens::button, &Tokens::okTint,
            &Tokens::runningTint, &Tokens::waitingTint, &Tokens::pausedTint, &Tokens::warningTint, &Tokens::errorTint})
        tokens.*place = ground;
    for (QColor Tokens::*place :
        {&Tokens::text, &Tokens::textSecondary, &Tokens::line, &Tokens::control, &Tokens::waiting})
        tokens.*place = ink;
    const QColor disabled = desktop.color(QPalette::Disabled, QPalette::WindowText);
    // Readable, and not the colour of what can be used.
    if (contrastRatio(disabled, ground) >= 3 && contrastRatio(disabled, ink) >= 1.5)
        tokens.textDisabled = disabled;
    // Text stays in its own colour on a selection, so the selection has to stay near the ground.
    if (const QColor wanted = desktop.color(QPalette::Highlight); contrastRatio(wanted, ink) >= 7)
        tokens.selection = wanted;
    return tokens;
}

QColor Tokens::byName(const QString &name) const
{
    for (const Entry &entry : table) {
        if (name == QLatin1String(entry.name))
            return this->*entry.member;
    }
    return {};
}

double contrastRatio(const QColor &one, const QColor &two)
{
    const auto luminance = [](const QColor &color) {
        const auto channel
            = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
        return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
    };
    const double a = luminance(one);
    const double b = luminance(two);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace godwit
