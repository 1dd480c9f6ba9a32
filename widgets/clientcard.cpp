// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/clientcard.h"

#include "models/clientsnippets.h"
#include "widgets/clipboard.h"
#include "widgets/pairinfo.h"

#include <QGridLayout>
#include <QPlainTextEdit>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace godwit {
namespace {

QPlainTextEdit *snippet(const ClientSnippet &from)
{
    auto *edit = new QPlainTextEdit(from.text);
    edit->setReadOnly(true);
    edit->setLayoutDirection(Qt::LeftToRight); // code
    edit->setFrameShape(QFrame::NoFrame);
    edit->setFont(fontFor(FontRole::Code));
    edit->setAccessibleName(ClientCard::tr("%1 example").arg(from.name));
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setTabChangesFocus(true);
    edit->document()->setDocumentMargin(12);
    return edit;
}

} // namespace

void clearFacts(QGridLayout *grid)
{
    while (QLayoutItem *item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void addFact(QGridLayout *grid, const QString &name, const QString &value, bool copies)
{
    const int row = grid->rowCount();
    grid->addWidget(new TextLabel(name, FontRole::Body, TextColor::Secondary), row, 0);
    auto *label = new TextLabel(value, copies ? FontRole::Code : FontRole::Body);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A label follows its text's direction, and figures have none: their side is said outright.
    const Qt::Alignment side = copies ? Qt::AlignLeft : Qt::AlignRight;
    label->setAlignment(QStyle::visualAlignment(label->layoutDirection(), side | Qt::AlignVCenter));
    label->setElided(copies);
    grid->addWidget(label, row, 1);
    if (!copies)
        return;
    const QString text = ClientCard::tr("Copy %1").arg(name);
    auto *copy = makeButton({}, QStringLiteral("copy"), "flat");
    copy->setProperty("low", true);
    copy->setAccessibleName(text);
    copy->setToolTip(text);
    QObject::connect(copy, &QPushButton::clicked, copy, [value] { copyText(value); });
    grid->addWidget(copy, row, 2);
}

ClientCard::ClientCard(QWidget *parent)
    : Card(parent), m_title(new TextLabel(FontRole::CardTitle)), m_rows(new QGridLayout), m_snippets(new QTabWidget)
{
    auto *copy = makeButton(tr("Copy example"), QStringLiteral("copy"), "flat");
    copy->setProperty("low", true);
    copy->setToolTip(tr("Copies the example that is shown below."));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 10, 4);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(copy);
    body()->addLayout(head);
    m_rows->setContentsMargins(14, 0, 14, 8);
    m_rows->setHorizontalSpacing(16);
    m_rows->setVerticalSpacing(2);
    m_rows->setColumnStretch(1, 1);
    m_rows->setColumnMinimumWidth(0, 96);
    body()->addLayout(m_rows);
    m_snippets->setDocumentMode(true);
    m_snippets->setAccessibleName(tr("Examples for clients"));
    m_snippets->tabBar()->setAccessibleName(tr("Examples for clients"));
    m_snippets->tabBar()->setDrawBase(false);
    connect(copy, &QPushButton::clicked, this, &ClientCard::copyShown);
    body()->addWidget(m_snippets, 1);
}

void ClientCard::copyShown() const
{
    if (const auto *edit = qobject_cast<QPlainTextEdit *>(m_snippets->currentWidget()))
        copyText(edit->toPlainText());
}

void ClientCard::setPlan(const Plan &plan, const QStringList &aliases, bool back)
{
    const Endpoint &from = back ? plan.target : plan.source;
    const Endpoint &to = back ? plan.source : plan.target;
    m_title->setText(back ? tr("Point your clients back to %1").arg(clusterName(to))
                          : tr("Point your clients to %1").arg(clusterName(to)));
    clearFacts(m_rows);
    addFact(m_rows, tr("Endpoint"), to.url, true);
    if (!to.user.isEmpty())
        addFact(m_rows, tr("User"), to.user, true);
    if (!to.fingerprint.isEmpty())
        addFact(m_rows, tr("Fingerprint"), to.fingerprint, true);
    if (!to.caFile.isEmpty())
        addFact(m_rows, tr("CA file"), to.caFile, true);
    if (!aliases.isEmpty())
        addFact(m_rows, tr("Aliases"), aliases.join(QStringLiteral(", ")), true);
    const int shown = std::max(0, m_snippets->currentIndex());
    m_snippets->clear();
    const auto snippets = clientSnippets(from, to);
    for (const ClientSnippet &each : snippets)
        m_snippets->addTab(snippet(each), each.name);
    m_snippets->setCurrentIndex(shown);
}

} // namespace godwit
