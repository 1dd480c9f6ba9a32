// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/methodpanel.h"

#include "models/formats.h"
#include "widgets/badges.h"
#include "widgets/flowlayout.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace godwit {
namespace {

QLabel *small(const QString &text, TextColor color = TextColor::Secondary)
{
    auto *label = new TextLabel(text, FontRole::Small, color);
    label->setWordWrap(true);
    label->setContentsMargins(26, 0, 0, 0);
    return label;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QLayout *inner = item->layout())
            clear(inner);
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

//! What matters of an advice to what is shown: reasons and rounded figures.
bool same(const MethodAdvice &a, const MethodAdvice &b)
{
    return a.id == b.id && a.possible == b.possible && a.recommended == b.recommended && a.reasons == b.reasons
        && a.basis == b.basis && a.notCarried == b.notCarried
        && a.pauseBasis == b.pauseBasis && a.load == b.load
        && formats::seconds(a.seconds) == formats::seconds(b.seconds)
        && formats::seconds(a.pauseSeconds) == formats::seconds(b.pauseSeconds);
}

QString durationText(const MethodAdvice &advice)
{
    if (advice.seconds < 0)
        return MethodPanel::tr("Duration not known: %1.").arg(advice.basis);
    return advice.seconds < 1
        ? MethodPanel::tr("Copies in under 1 s (%1).").arg(advice.basis)
        : MethodPanel::tr("Copies in about %1 (%2).").arg(formats::seconds(advice.seconds), advice.basis);
}

QString pauseText(const MethodAdvice &advice)
{
    if (advice.pauseSeconds < 0)
        return MethodPanel::tr("Write pause not known: %1.").arg(advice.pauseBasis);
    return advice.pauseSeconds == 0
        ? MethodPanel::tr("No write pause: %1.").arg(advice.pauseBasis)
        : MethodPanel::tr("Write pause about %1: %2.").arg(formats::seconds(advice.pauseSeconds), advice.pauseBasis);
}

//! All that is known of a possible method, a paragraph each.
QStringList detailsOf(const MethodAdvice &advice)
{
    QStringList details{advice.reasons.join(QStringLiteral(" "))};
    if (!advice.basis.isEmpty())
        details.append(durationText(advice));
    if (!advice.pauseBasis.isEmpty())
        details.append(pauseText(advice));
    if (!advice.load.isEmpty())
        details.append(MethodPanel::tr("Load: %1.").arg(advice.load));
    if (!advice.notCarried.isEmpty())
        details.append(MethodPanel::tr("Does not carry %1.").arg(advice.notCarried.join(QStringLiteral(", "))));
    return details;
}

//! What methods are compared by at a glance.
QString inShort(const MethodAdvice &advice)
{
    QStringList parts;
    if (!advice.basis.isEmpty())
        parts.append(advice.seconds < 0 ? MethodPanel::tr("duration not known")
                : advice.seconds < 1    ? MethodPanel::tr("copies in under 1 s")
                                     : MethodPanel::tr("copies in about %1").arg(formats::seconds(advice.seconds)));
    if (!advice.pauseBasis.isEmpty())
        parts.append(advice.pauseSeconds < 0 ? MethodPanel::tr("write pause not known")
                : advice.pauseSeconds == 0   ? MethodPanel::tr("no write pause")
                                             : MethodPanel::tr("write pause about %1")
                                                   .arg(formats::seconds(advice.pauseSeconds)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

MethodPanel::MethodPanel(QWidget *parent) : Card(parent), m_group(new QButtonGroup(this)), m_list(new QVBoxLayout)
{
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(12, 11, 12, 12);
    inner->setSpacing(8);
    inner->addWidget(new TextLabel(tr("Method for this selection"), FontRole::CardTitle));
    m_list->setSpacing(3);
    inner->addLayout(m_list);
    body()->addLayout(inner);
    connect(m_group, &QButtonGroup::buttonClicked, this,
        [this](QAbstractButton *button) { Q_EMIT chosen(button->property("method").toString()); });
}

void MethodPanel::setAdvice(const QList<MethodAdvice> &advice, const QString &chosen)
{
    const bool unchanged = advice.size() == m_shown.size() && !advice.isEmpty()
        && std::equal(advice.begin(), advice.end(), m_shown.begin(), same);
    if (unchanged)
        return;
    m_shown = advice;
    for (QAbstractButton *button : m_group->buttons())
        m_group->removeButton(button);
    clear(m_list);
    if (advice.isEmpty())
        m_list->addWidget(new TextLabel(tr("Both clusters are being asked."), FontRole::Small, TextColor::Secondary));
    for (const MethodAdvice &each : advice)
        addMethod(each, each.id == chosen);
}

void MethodPanel::addMethod(const MethodAdvice &advice, bool checked)
{
    auto *head = new FlowLayout;
    head->setSpacing(8);
    auto *radio = new QRadioButton(advice.title);
    QFont bold = radio->font();
    bold.setWeight(QFont::DemiBold);
    radio->setFont(bold);
    radio->setEnabled(advice.possible);
    radio->setChecked(checked && advice.possible);
    radio->setProperty("method", advice.id);
    radio->setAccessibleName(advice.title);
    radio->setAccessibleDescription(advice.reasons.join(QStringLiteral(" ")));
    m_group->addButton(radio);
    head->addWidget(radio);
    if (advice.recommended) {
        auto *pill = new StatePill;
        pill->setState(StateTone::Ok, QStringLiteral("circle-check"), tr("recommended"));
        head->addWidget(pill);
    }
    m_list->addLayout(head);
    if (!advice.possible) {
        auto *line = new QHBoxLayout;
        line->setContentsMargins(26, 0, 0, 0);
        auto *why = new IconText;
        why->setContent(
            QStringLiteral("circle-x"), tr("Not possible: %1").arg(advice.reasons.join(u' ')), IconColor::Error);
        why->label()->setWordWrap(true);
        line->addWidget(why);
        m_list->addLayout(line);
        return;
    }
    // The whole of the chosen one; of the others what they are compared by, so that all are seen at once.
    const QStringList paragraphs = detailsOf(advice);
    auto *details = new QWidget;
    auto *inner = new QVBoxLayout(details);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(m_list->spacing());
    for (const QString &paragraph : paragraphs)
        inner->addWidget(small(paragraph));
    auto *brief = small(inShort(advice));
    brief->setToolTip(paragraphs.join(QStringLiteral("\n")));
    m_list->addWidget(details);
    m_list->addWidget(brief);
    const auto show = [details, brief](bool on) {
        details->setVisible(on);
        brief->setVisible(!on && !brief->text().isEmpty());
    };
    connect(radio, &QRadioButton::toggled, details, show);
    show(radio->isChecked());
}

FitPanel::FitPanel(QWidget *parent)
    : Card(parent), m_list(new QVBoxLayout), m_hint(new TextLabel(FontRole::Small, TextColor::Secondary))
{
    m_list->setContentsMargins(12, 11, 12, 12);
    m_list->setSpacing(8);
    m_list->addWidget(new TextLabel(tr("Fit on the target"), FontRole::CardTitle));
    m_disk = addFit(tr("Disk"));
    m_shards = addFit(tr("Shards"));
    m_names = addFit(tr("Names"));
    m_hint->setWordWrap(true);
    m_list->addWidget(m_hint);
    body()->addLayout(m_list);
    body()->addStretch();
    setFit(std::nullopt, false);
    setNames(CheckState::Pass, {});
}

FitPanel::Line FitPanel::addFit(const QString &name)
{
    Line line{new IconText, new TextLabel(FontRole::Small, TextColor::Secondary)};
    auto *row = new QHBoxLayout;
    row->addWidget(line.name);
    row->addStretch();
    row->addWidget(line.figure);
    line.name->label()->setFont(fontFor(FontRole::Body));
    line.figure->setAccessibleName(name);
    m_list->addLayout(row);
    return line;
}

void FitPanel::showLine(const Line &line, const QString &name, CheckState state, const QString &figure)
{
    const bool fine = state == CheckState::Pass;
    line.name->setContent(fine             ? QStringLiteral("check")
            : state == CheckState::Warning ? QStringLiteral("triangle-alert")
                                           : QStringLiteral("octagon-alert"),
        name,
        fine                               ? IconColor::Ok
            : state == CheckState::Warning ? IconColor::Warning
                                           : IconColor::Error,
        !fine);
    line.figure->setText(figure.isEmpty() ? formats::unknown() : figure);
}

void FitPanel::setFit(const std::optional<TargetFit> &fit, bool targetKnown)
{
    m_hint->setVisible(!fit && targetKnown);
    if (!fit) {
        m_hint->setText(
            tr("The account may not ask how much room the target has. The checks before the start say more."));
        for (const auto &[line, name] : {std::pair{&m_disk, tr("Disk")}, std::pair{&m_shards, tr("Shards")}}) {
            line->name->setContent(QStringLiteral("circle-dashed"), name, IconColor::Secondary);
            line->figure->setText(formats::unknown());
        }
        return;
    }
    showLine(m_disk, tr("Disk"), fit->disk,
        fit->usable < 0
            ? QString()
            : tr("%1 of %2 free").arg(formats::bytes(qint64(fit->wanted)), formats::bytes(qint64(fit->usable))));
    showLine(m_shards, tr("Shards"), fit->shards,
        tr("%1 of %2 free")
            .arg(formats::count(fit->shardsMore),
                formats::count(std::max<qint64>(0, fit->shardLimit - fit->shardsNow))));
}

void FitPanel::setNames(CheckState state, const QString &text)
{
    showLine(m_names, tr("Names"), state, text);
}

} // namespace godwit
