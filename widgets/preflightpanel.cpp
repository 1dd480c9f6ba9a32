// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preflightpanel.h"

#include "widgets/badges.h"
#include "widgets/godwitstyle.h"
#include "widgets/indexdelegates.h"
#include "widgets/tables.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
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
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

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
    , m_fix(wrapped(FontRole::Body))
    , m_request(wrapped(FontRole::Code))
    , m_copy(makeButton(tr("Copy request"), QStringLiteral("copy")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    for (QWidget *pill : {m_blockers, m_warnings, m_passed})
        head->addWidget(pill);
    head->addWidget(m_reason, 1);
    auto *again = makeButton(tr("Check again"), QStringLiteral("refresh-cw"));
    connect(again, &QPushButton::clicked, this, &PreflightPanel::checkAgainRequested);
    head->addWidget(again);
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

    auto *detail = new Card;
    detail->setFixedWidth(344);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 12, 14, 12);
    inner->setSpacing(6);
    inner->addWidget(m_state, 0, Qt::AlignLeft);
    inner->addWidget(m_title);
    inner->addSpacing(6);
    inner->addWidget(new TextLabel(tr("Seen"), FontRole::Small, TextColor::Secondary));
    inner->addWidget(m_seen);
    inner->addSpacing(6);
    inner->addWidget(new TextLabel(tr("Fix"), FontRole::Small, TextColor::Secondary));
    inner->addWidget(m_fix);
    inner->addWidget(m_request);
    inner->addWidget(m_copy, 0, Qt::AlignLeft);
    inner->addStretch();
    detail->body()->addLayout(inner);
    row->addWidget(detail);
    layout->addLayout(row, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &index) { showItem(index.row()); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_request->text()); });
}

void PreflightPanel::setItems(const QList<PreflightItem> &items, const QString &reason)
{
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
    if (!items.isEmpty())
        m_table->setCurrentIndex(m_model->index(0, 0));
    else
        showItem(-1);
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
    m_copy->setVisible(!item.request.isEmpty());
}

} // namespace godwit
