// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/welcomepage.h"

#include "widgets/panels.h"

#include <QHBoxLayout>
#include <QSvgRenderer>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int cardWidth = 224; //!< three of them fit into the smallest window

class AppPicture final : public QWidget
{
public:
    AppPicture() { setFixedSize(92, 92); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QSvgRenderer(QStringLiteral(":/godwit/icon.svg")).render(&painter, QRectF(rect()));
    }
};

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_practiceButton(makeButton(tr("Start practice clusters"), QStringLiteral("play")))
    , m_practiceText(new TextLabel(FontRole::Small, TextColor::Secondary))
{
    auto *connectButton = makeButton(tr("Connect a cluster…"), {}, "primary");
    auto *openButton = makeButton(tr("Open a plan…"));
    connect(connectButton, &QPushButton::clicked, this, &WelcomePage::connectRequested);
    connect(openButton, &QPushButton::clicked, this, &WelcomePage::openRequested);
    connect(m_practiceButton, &QPushButton::clicked, this, &WelcomePage::practiceRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addStretch(2);
    layout->addWidget(new AppPicture, 0, Qt::AlignHCenter);
    layout->addSpacing(14);
    auto *title = new TextLabel(tr("Move a cluster while it stays in use"), FontRole::KeyFigure);
    title->setAlignment(Qt::AlignCenter);
    layout->addWidget(title);
    auto *promise = new TextLabel(
        tr("Elasticsearch and OpenSearch. Nothing is lost, nothing is changed, and you see every step."),
        FontRole::Body, TextColor::Secondary);
    promise->setAlignment(Qt::AlignCenter);
    layout->addWidget(promise);
    layout->addSpacing(24);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(14);
    cards->addStretch();
    cards->addWidget(makeCard(QStringLiteral("plug"), tr("Connect a cluster"),
        tr("Save its address and sign-in as a profile. Godwit tests the connection step by step and changes nothing."),
        connectButton));
    cards->addWidget(makeCard(QStringLiteral("folder-open"), tr("Open a plan"),
        tr("A plan is one JSON file with all settings of a migration and no secrets. It runs here or on the command "
           "line."),
        openButton));
    m_practiceCard = makeCard(QStringLiteral("flask-conical"), tr("Try with practice clusters"),
        tr("Two real clusters start on this machine, and a writer keeps them busy. Nothing else is touched."),
        m_practiceButton);
    m_practiceText->setWordWrap(true);
    m_practiceText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_practiceCard->body()->addWidget(m_practiceText);
    m_practiceText->setContentsMargins(18, 0, 18, 16);
    cards->addWidget(m_practiceCard);
    setPractice(Practice::NotOffered);
    cards->addStretch();
    layout->addLayout(cards);
    layout->addSpacing(20);
    auto *drop = new TextLabel(tr("You can also drop a plan onto this window."), FontRole::Body, TextColor::Secondary);
    drop->setAlignment(Qt::AlignCenter);
    layout->addWidget(drop);
    layout->addStretch(3);
}

Card *WelcomePage::makeCard(const QString &iconName, const QString &title, const QString &text, QPushButton *button)
{
    auto *card = new Card;
    card->setFixedWidth(cardWidth);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(18, 18, 18, 16);
    inner->setSpacing(6);
    auto *picture = new QLabel;
    picture->setPixmap(icon(iconName, IconColor::Accent).pixmap(QSize(24, 24), devicePixelRatioF()));
    inner->addWidget(picture);
    inner->addSpacing(4);
    inner->addWidget(new TextLabel(title, FontRole::CardTitle));
    auto *label = new TextLabel(text, FontRole::Body, TextColor::Secondary);
    label->setWordWrap(true);
    inner->addWidget(label);
    inner->addStretch();
    inner->addSpacing(6);
    inner->addWidget(button, 0, Qt::AlignLeft);
    card->body()->addLayout(inner);
    return card;
}

void WelcomePage::setPractice(Practice state, const QString &text)
{
    m_practiceCard->setVisible(state != Practice::NotOffered);
    m_practiceButton->setEnabled(state != Practice::Starting);
    m_practiceButton->setText(state == Practice::Failed ? tr("Try again") : tr("Start practice clusters"));
    m_practiceButton->setAccessibleName(m_practiceButton->text());
    m_practiceText->setColor(state == Practice::Failed ? TextColor::Error : TextColor::Secondary);
    m_practiceText->setText(text);
    m_practiceText->setVisible(!text.isEmpty());
}

QString WelcomePage::practiceText() const
{
    return m_practiceText->text();
}

} // namespace godwit
