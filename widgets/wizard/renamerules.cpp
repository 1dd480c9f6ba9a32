// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/renamerules.h"

#include "widgets/pairinfo.h"
#include "widgets/panels.h"
#include "widgets/textscale.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int behindRemove = 5; //!< label, pattern, arrow, new name, and the button that removes the row

} // namespace

RenameRules::RenameRules(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_outcome(new IconText)
    , m_add(makeButton(tr("Add rule"), QStringLiteral("plus"), "flat"))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_outcome->label()->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_rows.last().from->setFocus(Qt::OtherFocusReason);
    });
    addRow({});
}

void RenameRules::addRow(const RenameRule &rule)
{
    Row row{new QWidget, new QLineEdit(rule.from), new QLineEdit(rule.to), makeButton({}, QStringLiteral("x"), "flat")};
    auto *layout = new QHBoxLayout(row.line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Rename"), FontRole::Body, TextColor::Secondary));
    const int number = int(m_rows.size()) + 1;
    row.from->setAccessibleName(tr("Rename rule %1: pattern").arg(number));
    row.from->setPlaceholderText(QStringLiteral("^logs-(.*)"));
    row.from->setToolTip(
        tr("A regular expression. Its first match in a name is replaced; the first rule that matches wins."));
    row.to->setAccessibleName(tr("Rename rule %1: new name").arg(number));
    row.to->setPlaceholderText(QStringLiteral("old-$1"));
    row.to->setToolTip(tr("What takes its place. $1 to $9 are the groups in parentheses."));
    row.remove->setAccessibleName(tr("Remove rename rule %1").arg(number));
    row.remove->setToolTip(row.remove->accessibleName());
    for (QLineEdit *edit : {row.from, row.to}) {
        edit->setFont(fontFor(FontRole::Code));
        edit->setLayoutDirection(Qt::LeftToRight);
        setTextWidth(edit, 148);
        connect(edit, &QLineEdit::textEdited, this, &RenameRules::edited);
    }
    layout->addWidget(row.from);
    layout->addWidget(new TextLabel(arrowText(), FontRole::Body, TextColor::Secondary));
    layout->addWidget(row.to);
    layout->addWidget(row.remove);
    layout->addStretch(1);
    connect(row.remove, &QPushButton::clicked, this, [this, line = row.line] { removeRow(line); });
    m_layout->addWidget(row.line);
    m_rows.append(row);
    updateRows();
}

void RenameRules::removeRow(QWidget *line)
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [line](const Row &row) { return row.line == line; });
    if (it == m_rows.end())
        return;
    m_rows.erase(it);
    m_layout->removeWidget(line);
    m_outcome->setParent(nullptr);
    m_add->setParent(nullptr);
    line->hide();
    line->deleteLater();
    if (m_rows.isEmpty())
        addRow({});
    updateRows();
    Q_EMIT edited();
}

//! The outcome and the button stand at the first and the last row.
void RenameRules::updateRows()
{
    auto *first = static_cast<QHBoxLayout *>(m_rows.first().line->layout());
    auto *last = static_cast<QHBoxLayout *>(m_rows.last().line->layout());
    first->insertWidget(behindRemove, m_outcome);
    m_outcome->show();
    last->addWidget(m_add);
    m_add->show();
    for (const Row &row : std::as_const(m_rows))
        row.remove->setVisible(m_rows.size() > 1 || !row.from->text().isEmpty());
}

void RenameRules::setRules(const QList<RenameRule> &rules)
{
    if (rules == this->rules())
        return;
    m_outcome->setParent(nullptr);
    m_add->setParent(nullptr);
    for (const Row &row : std::as_const(m_rows)) {
        m_layout->removeWidget(row.line);
        row.line->hide();
        row.line->deleteLater();
    }
    m_rows.clear();
    for (const RenameRule &rule : rules)
        addRow(rule);
    if (m_rows.isEmpty())
        addRow({});
}

QList<RenameRule> RenameRules::rules() const
{
    QList<RenameRule> rules;
    for (const Row &row : m_rows) {
        if (!row.from->text().isEmpty())
            rules.append({row.from->text(), row.to->text()});
    }
    return rules;
}

QString RenameRules::fault() const
{
    const QList<RenameRule> all = rules();
    for (int i = 0; i < all.size(); ++i) {
        if (const QString fault = renameRuleFault(all.at(i), tr("rule %1").arg(i + 1)); !fault.isEmpty())
            return fault;
    }
    return {};
}

void RenameRules::setOutcome(const QString &icon, const QString &text, IconColor color, const QString &details)
{
    m_outcome->setVisible(!text.isEmpty());
    m_outcome->setContent(icon, text, color);
    m_outcome->setToolTip(details);
    m_outcome->setAccessibleName(text);
    for (const Row &row : std::as_const(m_rows))
        row.remove->setVisible(m_rows.size() > 1 || !row.from->text().isEmpty());
}

} // namespace godwit
