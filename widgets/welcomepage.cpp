// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/welcomepage.h"

#include "widgets/panels.h"

#include <QHBoxLayout>
#include <QSvgRenderer>
#include <QVBoxLayout>

namespace godwit {
namespace {

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

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent)
{
    auto *connectButton = makeButton(tr("Connect a cluster…"), {}, "primary");
    auto *openButton = makeButton(tr("Open a plan…"));
    connect(connectButton, &QPushButton::clicked, this, &WelcomePage::connectRequested);
    connect(openButton, &QPushButton::clicked, this, &WelcomePage::openRequested);
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
    cards->addStretch();
    layout->addLayout(cards);
    layout->addSpacing(20);
    auto *drop = new TextLabel(tr("You can also drop a plan onto this window."), FontRole::Body, TextColor::Secondary);
    drop->setAlignment(Qt::AlignCenter);
    layout->addWidget(drop);
    layout->addStretch(3);
}

QWidget *WelcomePage::makeCard(const QString &iconName, const QString &title, const QString &text, QPushButton *button)
{
    auto *card = new Card;
    card->setFixedWidth(252);
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

} // namespace godwit
