// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settingrow.h"

#include "widgets/panels.h"
#include "widgets/plainspinbox.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace godwit {
namespace {

constexpr int controlWidth = 210;

} // namespace

SettingRow::SettingRow(SettingsModel *model, int row, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_row(row)
    , m_reset(makeButton(tr("Reset")))
    , m_default(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_note(new TextLabel(FontRole::Small, TextColor::Warning))
{
    const Setting &setting = model->settings()->all().at(row);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(14, 9, 14, 9);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    auto *name = new TextLabel(setting.name, FontRole::Body);
    grid->addWidget(name, 0, 0, Qt::AlignVCenter);
    QWidget *whole = makeControl(setting);
    whole->setFixedWidth(std::max(controlWidth, whole->minimumSizeHint().width()));
    name->setBuddy(m_control);
    m_control->setAccessibleName(setting.name);
    m_control->setAccessibleDescription(setting.sentence);
    grid->addWidget(whole, 0, 1);
    m_reset->setAccessibleName(tr("Reset %1").arg(setting.name));
    grid->addWidget(m_reset, 0, 2);
    auto *sentence = new TextLabel(setting.sentence, FontRole::Small, TextColor::Secondary);
    sentence->setWordWrap(true);
    grid->addWidget(sentence, 1, 0, Qt::AlignTop);
    m_default->setWordWrap(true);
    grid->addWidget(m_default, 1, 1, 1, 2, Qt::AlignTop);
    m_note->setWordWrap(true);
    grid->addWidget(m_note, 2, 0, 1, 3);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_control->setFocus(Qt::OtherFocusReason); // the button goes off
        m_model->reset(m_row);
    });
    refresh();
}

QString SettingRow::noteText() const
{
    return m_note->text();
}

QString SettingRow::defaultText() const
{
    return m_default->text();
}

void SettingRow::write(const QVariant &value)
{
    m_model->setData(m_model->index(m_row), value);
}

QWidget *SettingRow::makeControl(const Setting &setting)
{
    switch (setting.kind) {
    case Setting::Kind::Flag: {
        auto *box = new QCheckBox(tr("On"));
        m_show = [box](const QVariant &value) { box->setChecked(value.toBool()); };
        connect(box, &QCheckBox::toggled, this, &SettingRow::write);
        return m_control = box;
    }
    case Setting::Kind::Choice: {
        auto *box = new QComboBox;
        for (const auto &[word, text] : setting.choices)
            box->addItem(text, word);
        box->view()->setAccessibleName(setting.name);
        m_show = [box](const QVariant &value) { box->setCurrentIndex(box->findData(value)); };
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] { write(box->currentData()); });
        return m_control = box;
    }
    case Setting::Kind::Number: {
        auto *box = new PlainSpinBox;
        box->setDecimals(setting.decimals);
        box->setRange(setting.least, setting.most);
        box->setSuffix(QString(u' ' + setting.unit));
        box->setGroupSeparatorShown(true);
        box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        box->setKeyboardTracking(false); // not every digit on the way is meant
        m_show = [box](const QVariant &value) { box->setValue(value.toDouble()); };
        connect(box, &QDoubleSpinBox::valueChanged, this, &SettingRow::write);
        return m_control = box;
    }
    case Setting::Kind::File:
        return makeFileControl(setting);
    }
    return nullptr;
}

QWidget *SettingRow::makeFileControl(const Setting &setting)
{
    auto *whole = new QWidget;
    auto *layout = new QHBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(tr("none"));
    auto *choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose: %1").arg(setting.name));
    layout->addWidget(edit, 1);
    layout->addWidget(choose);
    m_show = [edit](const QVariant &value) {
        if (edit->text() != value.toString())
            edit->setText(value.toString());
    };
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] { write(edit->text().trimmed()); });
    connect(choose, &QPushButton::clicked, this, [this, name = setting.name] {
        const QString path = QFileDialog::getOpenFileName(this, name, {}, tr("Pictures (*.png *.svg *.jpg *.jpeg)"));
        if (!path.isEmpty())
            write(path);
    });
    m_control = edit;
    return whole;
}

void SettingRow::refresh()
{
    const QModelIndex index = m_model->index(m_row);
    {
        const QSignalBlocker quiet(m_control);
        m_show(index.data(Qt::EditRole));
    }
    const bool standard = index.data(SettingsModel::IsDefaultRole).toBool();
    const QString usual = index.data(SettingsModel::DefaultTextRole).toString();
    m_default->setText(tr("Default: %1").arg(usual));
    m_reset->setEnabled(!standard);
    m_reset->setToolTip(standard ? tr("This is the default.") : tr("Back to: %1").arg(usual));
    m_note->setText(index.data(SettingsModel::NoteRole).toString());
    m_note->setVisible(!m_note->text().isEmpty());
}

} // namespace godwit
