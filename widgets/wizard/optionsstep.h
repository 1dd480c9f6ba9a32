// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

#include <functional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace godwit {

//! Step 3: everything that a plan can say beside pair and selection, each with what it does.
class OptionsStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit OptionsStep(MigrationDraft *draft, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    QWidget *firstField() const override;
    QWidget *fieldFor(PreflightFix fix, const QString &index) override;
    QCheckBox *aliasesBox() const { return m_aliases; }
    class SnapshotForm *snapshots() const { return m_snapshots; }

private:
    using Getter = std::function<double(const Plan &plan)>;
    using Setter = std::function<void(Plan &plan, double value)>;
    QFormLayout *section(class QVBoxLayout *into, const QString &title);
    void addRow(QFormLayout *form, const QString &name, QWidget *field, const QString &hint);
    QDoubleSpinBox *number(QFormLayout *form, const QString &name, const QString &unit, double least, double most,
        int decimals, const QString &zero, const QString &hint, const Getter &get, const Setter &set);
    QCheckBox *flag(QFormLayout *form, const QString &name, const QString &hint, bool Plan::*value);
    QLineEdit *text(
        QFormLayout *form, const QString &name, const QString &placeholder, const QString &hint, QString Plan::*value);
    template <class T>
    QComboBox *choice(QFormLayout *form, const QString &name, const QString &hint, T Plan::*value,
        const QList<std::pair<QString, T>> &words);
    void makeCopySection(class QVBoxLayout *into);
    void makeCutoverSection(class QVBoxLayout *into);
    void makeNoticeSection(class QVBoxLayout *into);
    void makeMethodSection(class QVBoxLayout *into);
    void makeSnapshotSection(class QVBoxLayout *into);
    void showSnapshots(const Plan &plan);
    void offerShelf();
    void makeReindexSection(class QVBoxLayout *into); // optionsstep_reindex.cpp
    //! The section made last is shown for these methods only.
    void showFor(const QStringList &methods);
    using TextGetter = std::function<QString(const QJsonObject &options)>;
    using TextSetter = std::function<void(QJsonObject &options, const QString &text)>;
    QLineEdit *optionText(QFormLayout *form, const QString &name, const QString &placeholder, const QString &hint,
        const TextGetter &get, const TextSetter &set);
    void optionNumber(QFormLayout *form, const QString &key, const QString &name, const QString &unit, double factor,
        int decimals, double standard, double least, double most, const QString &hint);

    QList<std::function<void(const Plan &)>> m_show; //!< puts the plan's values into the fields
    QList<std::pair<QStringList, QWidget *>> m_sections; //!< those of single methods
    QWidget *m_section = nullptr; //!< made last
    QWidget *m_first = nullptr;
    QString m_fault; //!< why an option of the method can't be used
    QCheckBox *m_aliases = nullptr;
    class SnapshotForm *m_snapshots = nullptr;
};

} // namespace godwit
