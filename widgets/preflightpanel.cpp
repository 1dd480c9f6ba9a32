// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preflightpanel.h"

#include "models/formats.h"
#include "widgets/badges.h"
#include "widgets/clipboard.h"
#include "widgets/godwitstyle.h"
#include "widgets/indexdelegates.h"
#include "widgets/tables.h"

#include <QHBoxLayout>
#include <QHash>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

struct CheckLook
{
    StateTone tone;
    QString icon;
};

CheckLook lookOf(CheckState state)
{
    switch (state) {
    case CheckState::Pass:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case CheckState::Warning:
        return {StateTone::Warning, QStringLiteral("triangle-alert")};
    case CheckState::Blocker:
        return {StateTone::Error, QStringLiteral("octagon-alert")};
    }
    return {StateTone::Waiting, QStringLiteral("clock")};
}

class CheckDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(
        QPainter *painter, const QStyleOptionViewItem &, const QRect &given, const QModelIndex &index) const override
    {
        const auto state = static_cast<CheckState>(index.data(PreflightModel::StateRole).toInt());
        QRect room = given;
        QFont font = painter->font();
        if (state != CheckState::Pass && index.column() != PreflightModel::SeenColumn)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        if (index.column() == PreflightModel::ResultColumn) {
            const auto look = lookOf(state);
            paintIcon(painter, QRectF(room.left(), room.center().y() - 6, 13, 13), look.icon, toneColor(look.tone));
            room.adjust(19, 0, 0, 0);
        }
        const QString line = index.data().toString().replace(u'\n', u' ');
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(line, Qt::ElideRight, room.width()));
    }
};

//! The step of the wizard in which a finding is mended; -1: none.
struct StepOfCheck
{
    int step = -1;
    QString title;
};

StepOfCheck stepOf(const QString &id)
{
    static const QHash<QString, int> steps{{QStringLiteral("reach-source"), 0}, {QStringLiteral("reach-target"), 0},
        {QStringLiteral("same-cluster"), 0}, {QStringLiteral("target-safety"), 0}, {QStringLiteral("versions"), 0},
        {QStringLiteral("selection"), 1}, {QStringLiteral("selection-entry"), 1}, {QStringLiteral("rename"), 1},
        {QStringLiteral("target-name"), 1}, {QStringLiteral("target-exists"), 1}, {QStringLiteral("data-streams"), 1},
        {QStringLiteral("closed"), 1}, {QStringLiteral("aliases"), 2}, {QStringLiteral("conversion"), 3},
        {QStringLiteral("overrides"), 3}, {QStringLiteral("analysis"), 3}};
    const int step = steps.value(id, -1);
    const QString titles[] = {PreflightPanel::tr("Source and target…"), PreflightPanel::tr("What to move…"),
        PreflightPanel::tr("Options…"), PreflightPanel::tr("Mappings…")};
    return {step, step < 0 ? QString() : titles[step]};
}

QLabel *wrapped(FontRole font, TextColor color = TextColor::Normal)
{
    auto *label = new TextLabel(font, color);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

PreflightPanel::PreflightPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new PreflightModel(this))
    , m_table(new QTableView)
    , m_blockers(new StatePill)
    , m_warnings(new StatePill)
    , m_passed(new StatePill)
    , m_state(new StatePill)
    , m_reason(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_title(wrapped(FontRole::PanelTitle))
    , m_seen(wrapped(FontRole::Body))
    , m_causeTitle(new TextLabel(tr("Likely cause"), FontRole::Small, TextColor::Secondary))
    , m_cause(wrapped(FontRole::Body))
    , m_fix(wrapped(FontRole::Body))
    , m_request(wrapped(FontRole::Code))
    , m_took(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_copy(makeButton(tr("Copy request"), QStringLiteral("copy")))
    , m_step(makeButton({}, QStringLiteral("pencil")))
    , m_one(makeButton(tr("Check this again"), QStringLiteral("refresh-cw")))
    , m_again(makeButton(tr("Check again"), QStringLiteral("refresh-cw")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    for (QWidget *pill : {m_blockers, m_warnings, m_passed})
        head->addWidget(pill);
    head->addWidget(m_reason, 1);
    auto *text = makeButton(tr("Copy as text"));
    connect(text, &QPushButton::clicked, this, &PreflightPanel::copyAsText);
    connect(m_again, &QPushButton::clicked, this, &PreflightPanel::checkAgainRequested);
    head->addWidget(text);
    head->addWidget(m_again);
    layout->addLayout(head);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    auto *list = new Card;
    list->body()->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CheckDelegate(m_table));
    m_table->setAccessibleName(tr("Checks"));
    dressTable(m_table, 10);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(PreflightModel::ResultColumn, 110);
    m_table->setColumnWidth(PreflightModel::CheckColumn, 250);
    row->addWidget(list, 1);

    row->addWidget(makeDetail());
    layout->addLayout(row, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &index) { showItem(index.row()); });
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(m_request->text()); });
}

QWidget *PreflightPanel::makeDetail()
{
    auto *detail = new Card;
    detail->setFixedWidth(344);
    auto *inside = new QWidget;
    auto *inner = new QVBoxLayout(inside);
    inner->setContentsMargins(14, 12, 14, 12);
    inner->setSpacing(6);
    inner->addWidget(m_state, 0, Qt::AlignLeft);
    inner->addWidget(m_title);
    inner->addSpacing(6);
    inner->addWidget(new TextLabel(tr("Seen"), FontRole::Small, TextColor::Secondary));
    inner->addWidget(m_seen);
    inner->addSpacing(6);
    inner->addWidget(m_causeTitle);
    inner->addWidget(m_cause);
    inner->addSpacing(6);
    inner->addWidget(new TextLabel(tr("Fix"), FontRole::Small, TextColor::Secondary));
    inner->addWidget(m_fix);
    inner->addWidget(m_request);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_step);
    buttons->addStretch();
    inner->addLayout(buttons);
    inner->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    // The card shows through; with a role of its own the labels would lose theirs.
    inside->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    detail->body()->addWidget(scroll, 1);
    detail->addLine();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 7, 10, 7);
    foot->addWidget(m_took, 1);
    foot->addWidget(m_one);
    detail->body()->addLayout(foot);
    connect(m_one, &QPushButton::clicked, this, [this] {
        const int row = m_table->currentIndex().row();
        if (row < 0)
            return;
        const QString id = m_model->item(row).id; // a copy: the answer to it replaces the items
        Q_EMIT checkOneRequested(id);
    });
    connect(m_step, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(m_step->property("step").toInt()); });
    m_one->hide();
    m_step->hide();
    m_step->setAccessibleName(tr("Mend it"));
    return detail;
}

void PreflightPanel::setSingleChecks(bool single)
{
    m_single = single;
    m_one->setVisible(single);
}

void PreflightPanel::setBusy(bool busy)
{
    m_again->setEnabled(!busy);
    m_one->setEnabled(!busy);
}

void PreflightPanel::copyAsText() const
{
    QString text;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const PreflightItem &item = m_model->item(row);
        text += PreflightModel::stateName(item.state) + QStringLiteral(": ") + item.title
            + (item.index.isEmpty() ? QString() : QString(QStringLiteral(" (") + item.index + u')'))
            + QStringLiteral(": ") + item.seen + u'\n';
        if (!item.fix.isEmpty() && item.state != CheckState::Pass)
            text += QStringLiteral("  ") + item.fix + u'\n';
        if (!item.request.isEmpty())
            text += QStringLiteral("  ") + item.request + u'\n';
    }
    copyText(text);
}

void PreflightPanel::setItems(const QList<PreflightItem> &items, const QString &reason)
{
    // What is looked at stays in sight when it was only checked again.
    const int before = m_table->currentIndex().row();
    const PreflightItem looked = before >= 0 && before < m_model->rowCount() ? m_model->item(before) : PreflightItem();
    m_model->setItems(items);
    m_reason->setText(reason);
    const auto show = [this](StatePill *pill, CheckState state, const QString &text) {
        const auto look = lookOf(state);
        pill->setState(look.tone, look.icon, text);
        pill->setVisible(m_model->countOf(state) > 0);
    };
    show(m_blockers, CheckState::Blocker, tr("%n blocker(s)", nullptr, m_model->countOf(CheckState::Blocker)));
    show(m_warnings, CheckState::Warning, tr("%n warning(s)", nullptr, m_model->countOf(CheckState::Warning)));
    show(m_passed, CheckState::Pass, tr("%n passed", nullptr, m_model->countOf(CheckState::Pass)));
    int current = items.isEmpty() ? -1 : 0;
    for (int row = 0; row < m_model->rowCount() && !looked.id.isEmpty(); ++row) {
        const PreflightItem &item = m_model->item(row);
        if (item.id == looked.id && item.index == looked.index)
            current = row;
    }
    if (current >= 0)
        m_table->setCurrentIndex(m_model->index(current, 0));
    showItem(current);
}

void PreflightPanel::showItem(int row)
{
    const bool any = row >= 0 && row < m_model->rowCount();
    const PreflightItem item = any ? m_model->item(row) : PreflightItem();
    const auto look = lookOf(item.state);
    m_state->setState(look.tone, look.icon, PreflightModel::stateName(item.state));
    m_state->setVisible(any);
    m_title->setText(item.title);
    m_seen->setText(item.seen.isEmpty() ? QStringLiteral("–") : item.seen);
    m_fix->setText(item.fix.isEmpty() ? tr("Nothing to do.") : item.fix);
    m_request->setText(item.request);
    m_request->setVisible(!item.request.isEmpty());
    m_cause->setText(item.cause);
    m_cause->setVisible(!item.cause.isEmpty());
    m_causeTitle->setVisible(!item.cause.isEmpty());
    m_took->setText(item.seconds < 0 ? QString() : tr("Check took %1").arg(formats::seconds(item.seconds)));
    m_one->setVisible(m_single && any);
    const StepOfCheck mend = m_single && item.state != CheckState::Pass ? stepOf(item.id) : StepOfCheck();
    m_step->setVisible(mend.step >= 0);
    m_step->setText(mend.title);
    m_step->setAccessibleName(mend.step < 0 ? tr("Mend it") : mend.title);
    m_step->setProperty("step", mend.step);
    m_copy->setVisible(!item.request.isEmpty());
}

} // namespace godwit
