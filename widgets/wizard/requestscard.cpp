// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/requestscard.h"

#include "models/requesttext.h"
#include "widgets/clipboard.h"
#include "widgets/textscale.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {

namespace {

constexpr int mostLines = 16; //!< shown without scrolling

} // namespace

RequestsCard::RequestsCard(QWidget *parent)
    : Card(parent)
    , m_summary(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_list(new QPlainTextEdit)
    , m_copy(makeButton(tr("Copy requests"), QStringLiteral("copy")))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 11, 10, 9);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(new TextLabel(tr("Requests that it would send"), FontRole::CardTitle));
    m_summary->setWordWrap(true);
    titles->addWidget(m_summary);
    head->addLayout(titles, 1);
    m_copy->setToolTip(tr("With query and body, as the console of Kibana takes it. Documents are left out."));
    head->addWidget(m_copy, 0, Qt::AlignTop);
    body()->addLayout(head);
    addLine();
    m_list->setReadOnly(true);
    m_list->setAccessibleName(tr("Requests that it would send"));
    m_list->setLayoutDirection(Qt::LeftToRight); // code
    m_list->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTabChangesFocus(true);
    m_list->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_list->setFont(fontFor(FontRole::Code));
    followFont(m_list, [this] { show(); });
    body()->addWidget(m_list);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(RequestText::script(m_asked.value)); });
    connect(&Discretion::instance(), &Discretion::changed, this, &RequestsCard::show);
}

void RequestsCard::setRequests(const Asked<QList<PlannedRequest>> &asked)
{
    m_asked = asked;
    show();
}

QString RequestsCard::summaryText() const
{
    switch (m_asked.state) {
    case Loading::Failed:
        return m_asked.error.summary;
    case Loading::Ready:
        break;
    default:
        return tr("They are put together; nothing of them is sent.");
    }
    if (m_asked.value.isEmpty())
        return tr("This method does not list its requests.");
    return tr(
        "%1; put together as they are sent, and not sent. Beside them it asks for counts, states and definitions.")
        .arg(RequestText::count(m_asked.value));
}

void RequestsCard::show()
{
    m_summary->setText(summaryText());
    const QString text = discreet(RequestText::list(m_asked.value)).trimmed();
    if (m_list->toPlainText() != text)
        m_list->setPlainText(text);
    m_list->setVisible(!text.isEmpty());
    m_copy->setVisible(!text.isEmpty());
    const auto lines = int(text.count(u'\n')) + 2; // and the bar below
    m_list->setFixedHeight(std::min(lines, mostLines) * m_list->fontMetrics().lineSpacing() + 14);
}

} // namespace godwit
