// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QVariant>

#include <memory>
#include <utility>

class QSettings;

namespace godwit {

//! One thing that a person may choose for the window, whatever the migration.
struct Setting
{
    enum class Kind { Flag, Choice, Number, File };

    QString key;
    QString group; //!< heading that it stands below
    QString name;
    QString sentence; //!< what it does
    Kind kind = Kind::Flag;
    QVariant standard; //!< value until somebody chooses another one
    QList<std::pair<QString, QString>> choices = {}; //!< of a choice: word that is kept, text that is shown
    double least = 0; //!< of a number
    double most = 0;
    int decimals = 0;
    QString unit = {};
};

//! What was chosen, kept in the window's settings file. What is not chosen, or was written there by hand and makes no
//! sense, is the default.
class Settings final : public QObject
{
    Q_OBJECT
public:
    //! Without a file nothing outlives the program.
    explicit Settings(const QString &file = {}, QObject *parent = nullptr);
    ~Settings() override;

    //! Every setting, in the order in which they are shown.
    const QList<Setting> &all() const { return m_all; }
    //! The key must be one of all().
    const Setting &setting(const QString &key) const;

    QVariant value(const QString &key) const;
    bool flag(const QString &key) const { return value(key).toBool(); }
    double number(const QString &key) const { return value(key).toDouble(); }
    QString word(const QString &key) const { return value(key).toString(); }
    bool isDefault(const QString &key) const;
    //! False when the value is none that the setting can have; then nothing changes.
    bool set(const QString &key, const QVariant &value);
    void reset(const QString &key);
    void resetAll();

    //! How a value reads: "On", "Dark", "10 s", "none".
    QString text(const QString &key, const QVariant &value) const;
    //! A sentence about this machine that stands with a setting, for example why it has no effect here.
    QString note(const QString &key) const { return m_notes.value(key); }
    void setNote(const QString &key, const QString &note);

Q_SIGNALS:
    void changed(const QString &key);
    void noteChanged(const QString &key);

private:
    //! The value as the setting can have it; invalid when it can't.
    static QVariant fitting(const Setting &setting, const QVariant &value);

    QList<Setting> m_all;
    std::unique_ptr<QSettings> m_file;
    QHash<QString, QVariant> m_values; //!< without a file
    QHash<QString, QString> m_notes;
};

//! Keys of the settings.
namespace settingkeys {
inline const QString theme = QStringLiteral("theme");
inline const QString noticeWaiting = QStringLiteral("notice/waiting");
inline const QString noticeEnded = QStringLiteral("notice/ended");
inline const QString noticeFailed = QStringLiteral("notice/failed");
inline const QString tray = QStringLiteral("tray/shown");
inline const QString closing = QStringLiteral("closing/while_running");
inline const QString sleep = QStringLiteral("sleep/held_off");
inline const QString lagLimit = QStringLiteral("new_migration/lag_limit_s");
inline const QString patience = QStringLiteral("new_migration/expire_days");
inline const QString recordRequests = QStringLiteral("activity/recorded");
inline const QString presentationText = QStringLiteral("presentation/text_percent");
inline const QString reportLogo = QStringLiteral("report/logo");
} // namespace settingkeys

} // namespace godwit
