// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settingsdialog.h"

#include "widgets/panels.h"
#include "widgets/settingrow.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollArea>
#include <QSet>
#include <QVBoxLayout>

namespace godwit {

SettingsDialog::SettingsDialog(Settings *settings, QWidget *parent)
    : QDialog(parent)
    , m_model(new SettingsModel(settings, this))
    , m_filter(new SettingsFilter(this))
    , m_search(new QLineEdit)
    , m_empty(new EmptyState(
          QStringLiteral("search"), tr("No setting matches"), tr("Try another word."), tr("Show all settings")))
    , m_list(nullptr)
    , m_resetAll(makeButton(tr("Reset all…"), QStringLiteral("undo-2")))
{
    m_filter->setSourceModel(m_model);
    setWindowTitle(tr("Settings"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    layout->addWidget(new TextLabel(tr("Settings"), FontRole::PanelTitle));
    auto *text = new TextLabel(tr("Everything takes effect at once. What belongs to one migration is in its plan."),
        FontRole::Body, TextColor::Secondary);
    text->setWordWrap(true);
    layout->addWidget(text);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    layout->addWidget(m_search);
    m_list = makeList();
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_resetAll, QDialogButtonBox::ActionRole);
    m_resetAll->setAutoDefault(false);
    buttons->addButton(QDialogButtonBox::Close)->setAutoDefault(false); // Enter belongs to the fields
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_resetAll, &QPushButton::clicked, this, &SettingsDialog::askResetAll);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::showMatches);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_search->setFocus(Qt::OtherFocusReason);
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        for (int row = first.row(); row <= last.row(); ++row)
            m_rows.at(row)->refresh();
        updateFoot();
    });
    showMatches();
    updateFoot();
    m_search->setFocus();
    resize(760, 620);
}

QWidget *SettingsDialog::makeList()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(12);
    Card *card = nullptr;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString group = m_model->index(row).data(SettingsModel::GroupRole).toString();
        if (m_headings.isEmpty() || m_headings.last().first != group) {
            card = new Card;
            auto *title = new TextLabel(group, FontRole::CardTitle);
            title->setContentsMargins(14, 10, 14, 4);
            card->body()->addWidget(title);
            column->addWidget(card);
            m_headings.append({group, card});
        }
        m_rows.append(new SettingRow(m_model, row));
        const QList<QPushButton *> buttons = m_rows.last()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons)
            button->setAutoDefault(false);
        card->body()->addWidget(m_rows.last());
    }
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Settings"));
    return scroll;
}

SettingRow *SettingsDialog::row(const QString &key) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->index(row).data(SettingsModel::KeyRole).toString() == key)
            return m_rows.at(row);
    }
    return nullptr;
}

void SettingsDialog::showMatches()
{
    m_filter->setSearch(m_search->text());
    QSet<QString> groups;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const bool shown = m_filter->mapFromSource(index).isValid();
        m_rows.at(row)->setVisible(shown);
        if (shown)
            groups.insert(index.data(SettingsModel::GroupRole).toString());
    }
    for (const auto &[group, card] : std::as_const(m_headings))
        card->setVisible(groups.contains(group));
    m_list->setVisible(!groups.isEmpty());
    m_empty->setVisible(groups.isEmpty());
}

void SettingsDialog::askResetAll()
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        if (!index.data(SettingsModel::IsDefaultRole).toBool())
            names.append(index.data().toString());
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Reset all settings"),
        tr("These go back to their defaults: %1.").arg(names.join(QStringLiteral(", "))), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *reset = box->addButton(tr("Reset %n setting(s)", nullptr, int(names.size())), QMessageBox::AcceptRole);
    QPushButton *keep = box->addButton(tr("Keep them"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_search->setFocus(Qt::OtherFocusReason); // the button goes off
        m_model->settings()->resetAll();
    });
    box->open();
}

void SettingsDialog::updateFoot()
{
    m_resetAll->setEnabled(m_model->changedCount() > 0);
}

} // namespace godwit
