// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings.h"

#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace godwit {
namespace {

using Kind = Setting::Kind;

Setting flag(const QString &key, const QString &group, const QString &name, const QString &sentence)
{
    return {key, group, name, sentence, Kind::Flag, true};
}

QList<Setting> catalogue()
{
    const QString look = Settings::tr("Appearance");
    const QString notices = Settings::tr("Notices");
    const QString running = Settings::tr("While a migration runs");
    const QString fresh = Settings::tr("New migrations");
    const QString shown = Settings::tr("Reports and presentations");
    return {
        {settingkeys::theme, look, Settings::tr("Theme"),
            Settings::tr("Light or dark; a desktop's high contrast colours win over it."), Kind::Choice,
            QStringLiteral("system"),
            {{QStringLiteral("system"), Settings::tr("As the system")},
                {QStringLiteral("light"), Settings::tr("Light")}, {QStringLiteral("dark"), Settings::tr("Dark")}}},
        flag(settingkeys::tray, look, Settings::tr("Icon in the tray"),
            Settings::tr("Shows how far a migration is; without it the window is minimized instead of hidden.")),
        flag(settingkeys::noticeWaiting, notices, Settings::tr("A migration waits for me"),
            Settings::tr("A notice when everything is copied and the lag is under its limit.")),
        flag(settingkeys::noticeEnded, notices, Settings::tr("A migration has finished"),
            Settings::tr("A notice when a migration succeeds or finishes with findings.")),
        flag(settingkeys::noticeFailed, notices, Settings::tr("A migration has failed"),
            Settings::tr("A notice when a migration fails or is refused at its start.")),
        flag(settingkeys::sleep, running, Settings::tr("Hold off sleep"),
            Settings::tr("The machine does not fall asleep by itself while a migration copies or follows; a pause lets "
                         "it.")),
        {settingkeys::closing, running, Settings::tr("Closing the window"),
            Settings::tr("What closing means while a migration runs; a job that was stopped can be resumed."),
            Kind::Choice, QStringLiteral("ask"),
            {{QStringLiteral("ask"), Settings::tr("Ask")},
                {QStringLiteral("background"), Settings::tr("Keep in background")},
                {QStringLiteral("finish"), Settings::tr("Finish batch and quit")}}},
        flag(settingkeys::recordRequests, running, Settings::tr("List requests in Activity"),
            Settings::tr("Keeps the newest requests in memory, without bodies, headers and secrets.")),
        {settingkeys::lagLimit, fresh, Settings::tr("Lag limit"),
            Settings::tr("Below this lag you are told and the cutover is offered, unless the plan says otherwise."),
            Kind::Number, 10.0, {}, 0.1, 86'400, 1, Settings::tr("s")},
        {settingkeys::patience, fresh, Settings::tr("Give up after"),
            Settings::tr("A migration that is not finished by then stops and can be resumed, unless the plan says "
                         "otherwise."),
            Kind::Number, 7.0, {}, 0.01, 3650, 2, Settings::tr("days")},
        {settingkeys::reportLogo, shown, Settings::tr("Logo on reports"),
            Settings::tr("A picture on the first page of every exported report."), Kind::File, QString()},
        {settingkeys::presentationText, shown, Settings::tr("Text in presentation mode"),
            Settings::tr("How large text is while others look on."), Kind::Number, 125.0, {}, 110, 200, 0,
            Settings::tr("%")},
    };
}

} // namespace

Settings::Settings(const QString &file, QObject *parent) : QObject(parent), m_all(catalogue())
{
    if (!file.isEmpty())
        m_file = std::make_unique<QSettings>(file, QSettings::IniFormat);
}

Settings::~Settings() = default;

const Setting &Settings::setting(const QString &key) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&key](const Setting &s) { return s.key == key; });
    Q_ASSERT(found != m_all.end());
    return *found;
}

QVariant Settings::fitting(const Setting &setting, const QVariant &value)
{
    switch (setting.kind) {
    case Kind::Flag:
        // A file holds words.
        if (value.typeId() == QMetaType::Bool || value.toString() == QLatin1String("true")
            || value.toString() == QLatin1String("false"))
            return value.toBool();
        return {};
    case Kind::Choice:
        for (const auto &[word, text] : setting.choices) {
            if (word == value.toString())
                return word;
        }
        return {};
    case Kind::Number: {
        bool isNumber = false;
        const double number = value.toDouble(&isNumber);
        return isNumber && number >= setting.least && number <= setting.most ? QVariant(number) : QVariant();
    }
    case Kind::File:
        return value.toString();
    }
    return {};
}

QVariant Settings::value(const QString &key) const
{
    const Setting &known = setting(key);
    const QVariant kept = m_file ? m_file->value(key) : m_values.value(key);
    const QVariant fit = kept.isValid() ? fitting(known, kept) : QVariant();
    return fit.isValid() ? fit : known.standard;
}

bool Settings::isDefault(const QString &key) const
{
    return value(key) == setting(key).standard;
}

bool Settings::set(const QString &key, const QVariant &value)
{
    const QVariant fit = fitting(setting(key), value);
    if (!fit.isValid())
        return false;
    if (fit == this->value(key))
        return true;
    if (fit == setting(key).standard) {
        reset(key);
        return true;
    }
    if (m_file)
        m_file->setValue(key, fit);
    else
        m_values.insert(key, fit);
    Q_EMIT changed(key);
    return true;
}

void Settings::reset(const QString &key)
{
    const bool other = !isDefault(key);
    // Also what makes no sense goes.
    if (m_file)
        m_file->remove(key);
    else
        m_values.remove(key);
    if (other)
        Q_EMIT changed(key);
}

void Settings::resetAll()
{
    for (const Setting &setting : std::as_const(m_all))
        reset(setting.key);
}

QString Settings::text(const QString &key, const QVariant &value) const
{
    const Setting &known = setting(key);
    switch (known.kind) {
    case Kind::Flag:
        return value.toBool() ? tr("On") : tr("Off");
    case Kind::Choice:
        for (const auto &[word, shown] : known.choices) {
            if (word == value.toString())
                return shown;
        }
        return {};
    case Kind::Number:
        return QString(QLocale().toString(value.toDouble(), 'f', QLocale::FloatingPointShortest) + u' ' + known.unit);
    case Kind::File:
        return value.toString().isEmpty() ? tr("none") : value.toString();
    }
    return {};
}

void Settings::setNote(const QString &key, const QString &note)
{
    if (m_notes.value(key) == note)
        return;
    m_notes.insert(key, note);
    Q_EMIT noteChanged(key);
}

} // namespace godwit
