// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/migrationoptionsdialog.h"

#include "engine/job.h"
#include "models/dataoptionsmodel.h"
#include "models/migrationdraft.h"
#include "widgets/columnscroll.h"
#include "widgets/indexdelegates.h"
#include "widgets/panels.h"
#include "widgets/tables.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! The state as shape, colour and word.
class OptionDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &given,
        const QModelIndex &index) const override
    {
        const QVariant state = index.data(DataOptionsModel::StateRole);
        QRect room = given;
        if (state.isValid()) {
            const Tokens &t = Theme::tokens();
            const auto known = static_cast<CheckState>(state.toInt());
            const bool fine = known == CheckState::Pass;
            const bool bad = known == CheckState::Blocker;
            paintIcon(painter, takeIconPlace(painter, &room),
                QLatin1String(fine ? "circle-check"
                        : bad      ? "circle-x"
                                   : "triangle-alert"),
                fine      ? t.ok
                    : bad ? t.error
                          : t.warning);
        } else if (index.column() == 0) {
            QFont bold = painter->font();
            bold.setWeight(QFont::DemiBold);
            painter->setFont(bold);
        }
        CellDelegate::paintContent(painter, option, room, index);
    }
    int beside(const QModelIndex &) const override { return 24; }
};

QString describedSide(const Deployment &side)
{
    return side.info.product == Product::Unknown
        ? MigrationOptionsDialog::tr("not asked yet")
        : QString(productName(side.info.product) + u' ' + side.info.version.toString());
}

} // namespace

MigrationOptionsDialog::MigrationOptionsDialog(const Deployment &from, const Deployment &to, QWidget *parent)
    : QDialog(parent)
    , m_from(from)
    , m_to(to)
    , m_model(new DataOptionsModel(this))
    , m_table(new QTableView)
    , m_title(new TextLabel(FontRole::CardTitle))
    , m_why(new TextLabel(FontRole::Body))
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
    layout->addWidget(makeTable());
    layout->addWidget(makeDetail(), 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    fill();
    m_table->setCurrentIndex(m_model->index(0, 1));
    const QSize wanted(1080, 560);
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
    m_model->setOptions(migrationOptions(m_from, m_to, knownMethods()));
    showDetail();
}

QWidget *MigrationOptionsDialog::makeTable()
{
    auto *card = new Card;
    m_table->setModel(m_model);
    m_table->setItemDelegate(new OptionDelegate(m_table));
    m_table->setAccessibleName(windowTitle());
    dressTable(m_table, 16);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter | Qt::Alignment(QFlag(Qt::TextWordWrap)));
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header->setMinimumSectionSize(96);
    header->setTextElideMode(Qt::ElideNone);
    const int row = m_table->verticalHeader()->defaultSectionSize();
    header->setMinimumHeight(3 * QFontMetrics(fontFor(FontRole::Small)).height() + 8);
    m_table->setFixedHeight(4 * row + header->minimumHeight() + 24);
    card->body()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &MigrationOptionsDialog::showDetail);
    return card;
}

QWidget *MigrationOptionsDialog::makeDetail()
{
    auto *card = new Card;
    auto *texts = new QWidget;
    auto *inner = new QVBoxLayout(texts);
    inner->setContentsMargins(14, 12, 14, 14);
    inner->setSpacing(6);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inner->addWidget(m_title);
    inner->addWidget(m_why);
    inner->addStretch();
    card->body()->addWidget(new ColumnScroll(texts));
    return card;
}

QString MigrationOptionsDialog::why() const
{
    return m_why->text();
}

void MigrationOptionsDialog::showDetail()
{
    const QModelIndex at = m_table->currentIndex();
    m_title->setText(at.data(DataOptionsModel::TitleRole).toString());
    QString text = at.data(DataOptionsModel::WhyRole).toString();
    if (at.column() > 0)
        text += QString(u'\n' + at.siblingAtColumn(0).data(DataOptionsModel::WhyRole).toString());
    m_why->setText(text);
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
