// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preflightpanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "widgets/badges.h"
#include "widgets/clipboard.h"
#include "widgets/columnscroll.h"
#include "widgets/flowlayout.h"
#include "widgets/godwitstyle.h"
#include "widgets/indexdelegates.h"
#include "widgets/panes.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QApplication>
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
            paintIcon(painter, takeIconPlace(painter, &room), look.icon, toneColor(look.tone));
        }
        const QString line = discreet(index.data().toString()).replace(u'\n', u' ');
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(
                line, index.column() == PreflightModel::CheckColumn ? Qt::ElideMiddle : Qt::ElideRight, room.width()));
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
    , m_causeTitle(new TextLabel(tr("Likely cause"), FontRole::Small, TextColor::Secondary))
    , m_cause(wrapped(FontRole::Body))
    , m_fix(wrapped(FontRole::Body))
    , m_request(wrapped(FontRole::Code))
    , m_took(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_copy(makeButton(tr("Copy request"), QStringLiteral("copy")))
    , m_mend(makeButton({}, QStringLiteral("pencil")))
    , m_one(makeButton(tr("Check this again"), QStringLiteral("refresh-cw")))
    , m_again(makeButton(tr("Check again"), QStringLiteral("refresh-cw")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *head = new FlowLayout(true);
    for (QWidget *pill : {m_blockers, m_warnings, m_passed})
        head->addWidget(pill);
    m_reason->setWordWrap(true);
    head->addWidget(m_reason);
    auto *again = new QWidget;
    auto *buttons = new QHBoxLayout(again);
    buttons->setContentsMargins(0, 0, 0, 0);
    auto *text = makeButton(tr("Copy as text"));
    connect(text, &QPushButton::clicked, this, &PreflightPanel::copyAsText);
    connect(m_again, &QPushButton::clicked, this, &PreflightPanel::checkAgainRequested);
    buttons->addWidget(text);
    buttons->addWidget(m_again);
    head->addWidget(again);
    layout->addLayout(head);

    auto *panes = new Panes;
    auto *list = new Card;
    list->body()->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CheckDelegate(m_table));
    m_table->setAccessibleName(tr("Checks"));
    dressTable(m_table, 10);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(PreflightModel::SeenColumn, QHeaderView::Stretch);
    m_table->setColumnHidden(PreflightModel::FixColumn, true);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { requestFix(index.row()); });
    followFont(m_table, [this] {
        m_table->setColumnWidth(PreflightModel::ResultColumn, int(110 * textScale()));
        m_table->setColumnWidth(PreflightModel::CheckColumn, int(250 * textScale()));
        m_table->setColumnWidth(PreflightModel::FixColumn, int(66 * textScale()));
    });
    list->setMinimumWidth(360);
    panes->addMain(list);
    panes->addSide(makeDetail(), 344);
    layout->addWidget(panes, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &index) { showItem(index.row()); });
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(m_request->text()); });
}

QWidget *PreflightPanel::makeDetail()
{
    auto *detail = new Card;
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
    auto *buttons = new FlowLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_mend);
    inner->addLayout(buttons);
    inner->addStretch();
    auto *scroll = new ColumnScroll(inside, 200);
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
    connect(m_mend, &QPushButton::clicked, this, [this] { requestFix(m_table->currentIndex().row()); });
    m_one->hide();
    m_mend->hide();
    m_mend->setAccessibleName(tr("Mend it"));
    return detail;
}

void PreflightPanel::setSingleChecks(bool single)
{
    m_single = single;
    m_one->setVisible(single);
    m_table->setColumnHidden(PreflightModel::FixColumn, !single);
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
    const bool focused = m_table->isAncestorOf(QApplication::focusWidget());
    m_model->setItems(items);
    makeFixButtons();
    if (focused)
        m_table->setFocus(Qt::OtherFocusReason); // the button that had it is gone
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

//! Real buttons, not painted ones: the Tab key and screen readers find them.
void PreflightPanel::makeFixButtons()
{
    QWidget *before = m_table;
    for (int row = 0; m_single && row < m_model->rowCount(); ++row) {
        const QModelIndex place = m_model->index(row, PreflightModel::FixColumn);
        const QString text = place.data(PreflightModel::FixTextRole).toString();
        if (text.isEmpty())
            continue;
        auto *button = makeButton(tr("Fix…"));
        button->setProperty("low", true);
        button->setFont(fontFor(FontRole::Small));
        button->setToolTip(text);
        button->setAccessibleName(tr("Fix: %1").arg(m_model->item(row).title));
        button->setAccessibleDescription(text);
        connect(button, &QPushButton::clicked, this, [this, row] { requestFix(row); });
        m_table->setIndexWidget(place, button);
        setTabOrder(before, button);
        before = button;
    }
}

QPushButton *PreflightPanel::fixButtonOf(int row) const
{
    return qobject_cast<QPushButton *>(m_table->indexWidget(m_model->index(row, PreflightModel::FixColumn)));
}

void PreflightPanel::requestFix(int row)
{
    if (!m_single || row < 0 || row >= m_model->rowCount())
        return;
    const PreflightItem item = m_model->item(row); // a copy: what follows may replace the items
    if (const PreflightFix fix = PreflightModel::fixOf(item); fix != PreflightFix::None)
        Q_EMIT fixRequested(fix, item.index);
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
    const QString mend = m_single ? PreflightModel::fixText(PreflightModel::fixOf(item)) : QString();
    m_mend->setVisible(any && !mend.isEmpty());
    m_mend->setText(tr("%1…").arg(mend));
    m_mend->setAccessibleName(mend.isEmpty() ? tr("Mend it") : mend);
    m_copy->setVisible(!item.request.isEmpty());
}

} // namespace godwit
