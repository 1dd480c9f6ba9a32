// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"
#include "engine/quiethours.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace godwit {

struct RenameRule
{
    QString from; //!< regular expression (PCRE)
    QString to; //!< with $1 … $9
    bool operator==(const RenameRule &) const = default;
};

//! Rename rules made ready once, for many names.
class Renamer
{
public:
    explicit Renamer(const QList<RenameRule> &rules);
    //! Name on the target; the same name when no rule matches.
    [[nodiscard]] QString operator()(const QString &source) const;

private:
    QList<std::pair<QRegularExpression, QString>> m_rules;
};

//! Why a rule can't be used, as one sentence; empty when it is fine. `place` names the rule: "select.rename[0]".
QString renameRuleFault(const RenameRule &rule, const QString &place);
//! `*` stands for any run of characters, `?` for one, everything else for itself.
bool matchesWildcard(QStringView pattern, QStringView name);

struct Selection
{
    QStringList
        indices; //!< names and wildcards; a leading '-' excludes; "*" or "_all": everything but hidden, dot and system
    QList<RenameRule> rename; //!< applied in order, first match wins
    //! Name on the target; the same name when no rule matches.
    [[nodiscard]] QString targetName(const QString &source) const;
    //! Whether a name is selected. Hidden, dot and system indices only by their exact name or by a pattern that itself
    //! begins with a dot. An exclusion wins wherever it stands.
    [[nodiscard]] bool matches(const QString &name, bool hidden) const;
};

enum class ExistingTarget { Refuse, Append, Replace };
enum class OnSourceDelete { Keep, Finding };
enum class SourceAfter { Blocked, Writable };
//! What a plan says about one index's definition on the target, on top of the conversion.
struct IndexOverride
{
    QJsonObject settings; //!< below "index.", flat or nested; null leaves a setting out
    QJsonObject mappings; //!< JSON Merge Patch of the converted mappings: null leaves a field out
    [[nodiscard]] bool isEmpty() const { return settings.isEmpty() && mappings.isEmpty(); }
    bool operator==(const IndexOverride &) const = default;
};

enum class VersionMode { SequenceNumber, Source };

//! A migration's settings, without secrets. JSON form: docs/plan.schema.json.
struct Plan
{
    QString name;
    QString method; //!< "live-copy"
    Endpoint source;
    Endpoint target;
    Selection select;
    ExistingTarget existing = ExistingTarget::Refuse;
    OnSourceDelete onSourceDelete = OnSourceDelete::Finding;
    SourceAfter sourceAfter = SourceAfter::Blocked;
    bool acceptFindings = false;
    bool aliases = true; //!< create the source's aliases on the target at cutover
    double lagLimitSeconds = 10;
    double pauseLimitSeconds = 30;
    double expireDays = 7;
    double documentsPerSecond = 0; //!< throttle, 0: none
    double megabytesPerSecond = 0; //!< throttle, 0: none
    QList<QuietHours> quietHours; //!< hours with limits of their own; the first that holds wins
    QString webhook; //!< told once when the lag falls below the limit; empty: none
    QString mailCommand; //!< run once when the lag falls below the limit, with the text on standard input; empty: none
    QMap<QString, IndexOverride> overrides; //!< by the index's name on the source
    QJsonObject
        options; //!< of the method, verbatim: live copy knows readers, writers, batch_bytes, queue_bytes, version

    //! False only for a restore, whose source may be gone.
    [[nodiscard]] bool hasSource() const { return !source.url.isEmpty() || !source.profile.isEmpty(); }
    //! What is opened for reading: the source, or the target where there is none.
    [[nodiscard]] const Endpoint &readEndpoint() const { return hasSource() ? source : target; }

    //! From JSON. Unknown keys are refused by name and place ("select.indexes is not a key of a plan; did you mean …").
    static Result<Plan> fromJson(const QByteArray &json);
    static Result<Plan> load(const QString &path);
    [[nodiscard]] QJsonObject toJson() const;
    //! Writes a temporary file and renames it.
    Result<void> save(const QString &path) const;
    //! Every key that a plan may have, as full paths: "select.rename[].from".
    static QStringList keys();
};

} // namespace godwit
