// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/snapshotform.h"

#include "widgets/panels.h"
#include "widgets/plainspinbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace godwit {
namespace {

const QString repositoryKey = QStringLiteral("repository");
const QString settingsKey = QStringLiteral("settings");
const QString roundsKey = QStringLiteral("rounds");

//! The setting that says where a repository of that type is.
QString placeKey(const QString &type)
{
    if (type == QLatin1String("fs"))
        return QStringLiteral("location");
    if (type == QLatin1String("azure"))
        return QStringLiteral("container");
    return type == QLatin1String("url") ? QStringLiteral("url") : QStringLiteral("bucket");
}

//! An empty value takes the key away.
void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.insert(key, text);
}

} // namespace

SnapshotForm::SnapshotForm(QWidget *parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(9);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_name = row(new QLineEdit, tr("Repository"),
        tr("Its name on both clusters. One that is there is used as it is; else it is registered, on the target "
           "read-only."));
    m_type = row(new QComboBox, tr("Type"), tr("What the servers keep it in. Secrets belong into their keystores."));
    m_type->addItem(tr("Is registered already"), QString());
    m_type->addItem(tr("Shared folder (fs)"), QStringLiteral("fs"));
    m_type->addItem(tr("Amazon S3"), QStringLiteral("s3"));
    m_type->addItem(tr("Google Cloud Storage"), QStringLiteral("gcs"));
    m_type->addItem(tr("Azure"), QStringLiteral("azure"));
    m_type->addItem(tr("URL, to restore only"), QStringLiteral("url"));
    m_place = row(new QLineEdit, tr("Place"), tr("Folder, bucket, container or URL; every node must reach it."));
    m_path = row(new QLineEdit, tr("Path inside"), tr("base_path in the bucket or container; may be empty."));
    m_atLeast = row(new QSpinBox, tr("Rounds at least"), tr("The first, full one included."));
    m_atLeast->setRange(1, 1'000);
    m_until = row(new PlainSpinBox, tr("Until a round takes less than"), tr("Then the cutover is offered."));
    m_until->setRange(0.1, 86'400);
    m_until->setSuffix(tr(" s"));
    m_every = row(new PlainSpinBox, tr("Then a round every"), tr("While the cutover waits for your word."));
    m_every->setRange(0, 86'400);
    m_every->setSuffix(tr(" s"));
    m_remove = row(new QCheckBox(tr("Yes")), tr("Delete snapshots afterwards"),
        tr("Only those that this migration made, and only after success."));
    m_snapshot = row(new QLineEdit, tr("Snapshot"), tr("The name of the snapshot to restore."));
    m_aliases = row(new QCheckBox(tr("Yes")), tr("Aliases of the snapshot"),
        tr("They move even when an index is renamed; leave them out for a trial."));
    for (QLineEdit *field : {m_name, m_place, m_path, m_snapshot})
        connect(field, &QLineEdit::textEdited, this, &SnapshotForm::changed);
    for (QCheckBox *box : {m_remove, m_aliases})
        connect(box, &QCheckBox::toggled, this, &SnapshotForm::changed);
    connect(m_atLeast, &QSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_until, &QDoubleSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_every, &QDoubleSpinBox::valueChanged, this, &SnapshotForm::changed);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        follow();
        Q_EMIT changed();
    });
    follow();
}

template <class Field>
Field *SnapshotForm::row(Field *field, const QString &name, const QString &hint)
{
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    field->setToolTip(hint);
    auto *label = new TextLabel(name, FontRole::Body);
    label->setBuddy(field);
    m_form->addRow(label, field);
    return field;
}

void SnapshotForm::follow()
{
    const QString type = m_type->currentData().toString();
    m_form->setRowVisible(m_place, !type.isEmpty());
    m_form->setRowVisible(
        m_path, type == QLatin1String("s3") || type == QLatin1String("gcs") || type == QLatin1String("azure"));
    for (QWidget *field : std::initializer_list<QWidget *>{m_atLeast, m_until, m_every, m_remove})
        m_form->setRowVisible(field, !m_restore);
    for (QWidget *field : std::initializer_list<QWidget *>{m_snapshot, m_aliases})
        m_form->setRowVisible(field, m_restore);
    m_place->setPlaceholderText(placeKey(type));
}

void SnapshotForm::setOptions(const QJsonObject &options, bool restore)
{
    const QSignalBlocker quiet(this);
    m_kept = options;
    m_restore = restore;
    const QJsonObject repository = options.value(repositoryKey).toObject();
    const QJsonObject settings = repository.value(settingsKey).toObject();
    const QString type = repository.value(QLatin1String("type")).toString();
    const auto show = [](QLineEdit *field, const QString &text) {
        if (field->text() != text)
            field->setText(text);
    };
    show(m_name, repository.value(QLatin1String("name")).toString(QStringLiteral("godwit")));
    m_type->setCurrentIndex(std::max(0, m_type->findData(type)));
    show(m_place, settings.value(placeKey(type)).toString());
    show(m_path, settings.value(QLatin1String("base_path")).toString());
    const QJsonObject rounds = options.value(roundsKey).toObject();
    m_atLeast->setValue(rounds.value(QLatin1String("at_least")).toInt(2));
    m_until->setValue(rounds.value(QLatin1String("until_seconds")).toDouble(10));
    m_every->setValue(rounds.value(QLatin1String("every_seconds")).toDouble(60));
    m_remove->setChecked(options.value(QLatin1String("remove_snapshots")).toBool());
    show(m_snapshot, options.value(QLatin1String("snapshot")).toString());
    m_aliases->setChecked(options.value(QLatin1String("include_aliases")).toBool());
    follow();
}

QJsonObject SnapshotForm::options() const
{
    QJsonObject options = m_kept;
    QJsonObject repository = options.value(repositoryKey).toObject();
    const QString type = m_type->currentData().toString();
    put(repository, QStringLiteral("name"), m_name->text().trimmed());
    QJsonObject settings = type == repository.value(QLatin1String("type")).toString()
        ? repository.value(settingsKey).toObject()
        : QJsonObject();
    put(repository, QStringLiteral("type"), type);
    if (type.isEmpty()) {
        repository.remove(settingsKey);
    } else {
        put(settings, placeKey(type), m_place->text().trimmed());
        put(settings, QStringLiteral("base_path"), m_path->isHidden() ? QString() : m_path->text().trimmed());
        repository.insert(settingsKey, settings);
    }
    options.insert(repositoryKey, repository);
    if (m_restore) {
        put(options, QStringLiteral("snapshot"), m_snapshot->text().trimmed());
        if (m_aliases->isChecked())
            options.insert(QStringLiteral("include_aliases"), true);
        else
            options.remove(QStringLiteral("include_aliases"));
        return options;
    }
    QJsonObject rounds = options.value(roundsKey).toObject();
    rounds.insert(QStringLiteral("at_least"), m_atLeast->value());
    rounds.insert(QStringLiteral("until_seconds"), m_until->value());
    rounds.insert(QStringLiteral("every_seconds"), m_every->value());
    options.insert(roundsKey, rounds);
    if (m_remove->isChecked())
        options.insert(QStringLiteral("remove_snapshots"), true);
    else
        options.remove(QStringLiteral("remove_snapshots"));
    return options;
}

QString SnapshotForm::obstacle() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("The repository has no name");
    if (!m_type->currentData().toString().isEmpty() && m_place->text().trimmed().isEmpty())
        return tr("The repository's place is missing");
    if (m_restore && m_snapshot->text().trimmed().isEmpty())
        return tr("The snapshot's name is missing");
    return {};
}

} // namespace godwit
