// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/migrationoptionsdialog.h"

#include "engine/job.h"
#include "models/migrationdraft.h"
#include "widgets/badges.h"
#include "widgets/panels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace godwit {
namespace {

TextLabel *wrapped(const QString &text, FontRole role, TextColor color)
{
    auto *label = new TextLabel(text, role, color);
    label->setWordWrap(true);
    return label;
}

QString wayText(const MigrationOption &option)
{
    const QString by = option.method.isEmpty() ? MigrationOptionsDialog::tr("outside Godwit")
                                               : MigrationOptionsDialog::tr("with Godwit");
    return MigrationOptionsDialog::tr("%1 (%2)").arg(option.way, by);
}

QString stateText(CheckState state)
{
    switch (state) {
    case CheckState::Pass:
        return MigrationOptionsDialog::tr("possible");
    case CheckState::Warning:
        return MigrationOptionsDialog::tr("possible, with conditions");
    case CheckState::Blocker:
        break;
    }
    return MigrationOptionsDialog::tr("not possible");
}

IconText *mark(const MigrationOption &option)
{
    auto *text = new IconText;
    const bool fine = option.state == CheckState::Pass;
    const bool bad = option.state == CheckState::Blocker;
    text->setContent(fine ? QStringLiteral("circle-check")
            : bad         ? QStringLiteral("circle-x")
                          : QStringLiteral("triangle-alert"),
        wayText(option),
        fine      ? IconColor::Ok
            : bad ? IconColor::Error
                  : IconColor::Warning,
        false);
    text->setAccessibleName(QString(wayText(option) + QStringLiteral(": ") + stateText(option.state)));
    text->setToolTip(stateText(option.state));
    return text;
}

Card *cardOf(const DataKindOptions &kind)
{
    auto *card = new Card;
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 12, 14, 14);
    inner->setSpacing(8);
    inner->addWidget(new TextLabel(kind.title, FontRole::CardTitle));
    inner->addWidget(wrapped(kind.what, FontRole::Small, TextColor::Secondary));
    for (const MigrationOption &option : kind.options) {
        inner->addWidget(mark(option));
        auto *why = wrapped(option.why, FontRole::Small, TextColor::Secondary);
        why->setContentsMargins(24, 0, 0, 0);
        inner->addWidget(why);
    }
    card->body()->addLayout(inner);
    return card;
}

QString describedSide(const Deployment &side)
{
    return side.info.product == Product::Unknown
        ? MigrationOptionsDialog::tr("not asked yet")
        : QString(productName(side.info.product) + u' ' + side.info.version.toString());
}

} // namespace

MigrationOptionsDialog::MigrationOptionsDialog(const Deployment &from, const Deployment &to, QWidget *parent)
    : QDialog(parent), m_from(from), m_to(to), m_list(new QVBoxLayout)
{
    setWindowTitle(tr("What can move, and how"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel(tr("What can move, and how"), FontRole::PanelTitle));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(2, 1);
    m_fromBox = addSide(grid, 0, tr("Source"), from);
    m_toBox = addSide(grid, 1, tr("Target"), to);
    layout->addLayout(grid);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    m_list->setSpacing(12);
    column->addLayout(m_list);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(windowTitle());
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(scroll, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    fill();
    const QSize wanted(720, 640);
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(80, 80)) : wanted);
}

QComboBox *MigrationOptionsDialog::addSide(QGridLayout *grid, int row, const QString &name, const Deployment &side)
{
    auto *box = new QComboBox;
    for (const Hosting hosting : {Hosting::SelfManaged, Hosting::Hosted, Hosting::Ece, Hosting::Serverless})
        box->addItem(hostingName(hosting), static_cast<int>(hosting));
    box->setCurrentIndex(box->findData(static_cast<int>(side.hosting)));
    box->setAccessibleName(name);
    auto *label = new TextLabel(name, FontRole::Body);
    label->setBuddy(box);
    grid->addWidget(label, row, 0);
    grid->addWidget(box, row, 1);
    grid->addWidget(new TextLabel(describedSide(side), FontRole::Small, TextColor::Secondary), row, 2);
    connect(box, &QComboBox::currentIndexChanged, this, &MigrationOptionsDialog::fill);
    return box;
}

void MigrationOptionsDialog::fill()
{
    m_from.hosting = static_cast<Hosting>(m_fromBox->currentData().toInt());
    m_to.hosting = static_cast<Hosting>(m_toBox->currentData().toInt());
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const DataKindOptions &kind : migrationOptions(m_from, m_to, knownMethods()))
        m_list->addWidget(cardOf(kind));
}

void showMigrationOptions(const MigrationDraft *draft, QWidget *parent)
{
    const auto sideOf = [draft](PairSide side) {
        Deployment deployment;
        if (!draft)
            return deployment;
        deployment.hosting = hostingOf(draft->endpoint(side).url);
        if (draft->catalogue(side).state == Loading::Ready)
            deployment.info = draft->catalogue(side).value.info;
        return deployment;
    };
    auto *dialog = new MigrationOptionsDialog(sideOf(PairSide::Source), sideOf(PairSide::Target), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace godwit
