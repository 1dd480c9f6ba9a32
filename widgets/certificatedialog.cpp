// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/certificatedialog.h"

#include "models/discretion.h"

#include "widgets/clipboard.h"
#include "widgets/panels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace godwit {
namespace {

QString day(const QDateTime &when)
{
    return when.isValid() ? QLocale().toString(when.date(), QLocale::ShortFormat) : QStringLiteral("–");
}

QLabel *value(const QString &text, FontRole role = FontRole::Body)
{
    auto *label = new TextLabel(text, role);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

//! 32 pairs in two lines.
QString wrapped(const QString &fingerprint)
{
    return fingerprint.size() == 95 ? QString(fingerprint.left(48) + u'\n' + fingerprint.mid(48)) : fingerprint;
}

} // namespace

CertificateDialog::CertificateDialog(
    const QString &server, const QList<CertificateFacts> &chain, const CertificateFacts &pinned, QWidget *parent)
    : QDialog(parent), m_pin(makeButton(tr("Pin this certificate"), QStringLiteral("lock")))
{
    setWindowTitle(tr("Certificates of %1").arg(discreet(server)));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    layout->addWidget(new TextLabel(windowTitle(), FontRole::PanelTitle));
    if (!pinned.isEmpty() && !chain.isEmpty() && pinned.fingerprint != chain.first().fingerprint) {
        auto *note = new Note;
        const QStringList lines = changes(pinned, chain.first());
        note->setContent(StateTone::Warning, QStringLiteral("triangle-alert"),
            tr("This is not the certificate that was pinned"),
            lines.isEmpty() ? tr("Ask the server's owner before you pin the new one.") : lines.join(u'\n'));
        layout->addWidget(note);
    }
    auto *inside = new QWidget;
    auto *cards = new QVBoxLayout(inside);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(10);
    for (qsizetype i = 0; i < chain.size(); ++i)
        cards->addWidget(makeCard(chain.at(i), i == 0 ? tr("Server") : tr("Authority %1").arg(i)));
    cards->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys go to the button of each certificate
    scroll->setAccessibleName(tr("Certificates"));
    layout->addWidget(scroll, 1);
    auto *hint = new TextLabel(
        tr("Compare the fingerprint with what the server's owner tells you by another way, then pin it. A pinned "
           "connection accepts this certificate and no other."),
        FontRole::Small, TextColor::Secondary);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_pin, QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    layout->addWidget(buttons);
    m_pin->setEnabled(!chain.isEmpty());
    connect(m_pin, &QPushButton::clicked, this, [this] {
        Q_EMIT pinRequested();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fitHeight(this, 600);
    resize(width(), std::max(height(), std::min(620, 230 + 190 * static_cast<int>(chain.size()))));
}

QWidget *CertificateDialog::makeCard(const CertificateFacts &facts, const QString &role)
{
    auto *card = new Card;
    auto *form = new QFormLayout;
    form->setContentsMargins(14, 10, 14, 10);
    form->setHorizontalSpacing(10);
    form->setVerticalSpacing(6);
    const auto add = [form](const QString &name, QWidget *field) {
        form->addRow(new TextLabel(name, FontRole::Body, TextColor::Secondary), field);
    };
    auto *title = new TextLabel(role, FontRole::CardTitle);
    form->addRow(title);
    add(tr("Subject"), value(facts.subject));
    add(tr("Issuer"), value(facts.issuer == facts.subject ? tr("%1 (itself)").arg(facts.issuer) : facts.issuer));
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(facts.until);
    add(tr("Valid"),
        value(tr("%1 to %2, %3")
                  .arg(day(facts.since), day(facts.until),
                      days < 0 ? tr("expired") : tr("%n day(s) left", nullptr, static_cast<int>(days)))));
    auto *row = new QHBoxLayout;
    row->addWidget(value(wrapped(facts.fingerprint), FontRole::Code), 1);
    auto *copy = makeButton(tr("Copy"), QStringLiteral("copy"));
    copy->setAccessibleName(tr("Copy the fingerprint of %1").arg(facts.subject));
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QPushButton::clicked, this, [text = facts.fingerprint] { copyText(text); });
    form->addRow(new TextLabel(tr("SHA-256"), FontRole::Body, TextColor::Secondary), row);
    card->body()->addLayout(form);
    return card;
}

QStringList CertificateDialog::changes(const CertificateFacts &pinned, const CertificateFacts &now)
{
    QStringList lines;
    const auto compare = [&lines](const QString &what, const QString &before, const QString &after) {
        if (!before.isEmpty() && before != after)
            lines.append(tr("%1: was %2, is %3").arg(what, before, after));
    };
    compare(tr("Subject"), pinned.subject, now.subject);
    compare(tr("Issuer"), pinned.issuer, now.issuer);
    if (pinned.since.isValid())
        compare(tr("Valid since"), day(pinned.since), day(now.since));
    if (pinned.until.isValid())
        compare(tr("Valid until"), day(pinned.until), day(now.until));
    compare(tr("Fingerprint"), pinned.fingerprint.left(23), now.fingerprint.left(23));
    return lines;
}

} // namespace godwit
