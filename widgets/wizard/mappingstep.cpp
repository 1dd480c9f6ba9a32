// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/mappingstep.h"

#include "engine/planreader.h"
#include "engine/schemaoverride.h"
#include "models/linediff.h"
#include "models/reviewmodel.h"
#include "widgets/codeview.h"
#include "widgets/indexdelegates.h"
#include "widgets/panes.h"
#include "widgets/textscale.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int restMs = 250; //!< a text is read when the keys rest so long

//! Conversion in its state's colour; an edit has a pencil.
class ReviewDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &given,
        const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const auto state = static_cast<ReviewModel::State>(index.data(ReviewModel::StateRole).toInt());
        QRect room = given;
        if (index.column() == ReviewModel::ChangesColumn) {
            const bool edited = index.data(ReviewModel::EditedRole).toBool();
            const QString name = state == ReviewModel::State::Blocked ? QStringLiteral("octagon-alert")
                : edited                                              ? QStringLiteral("pencil")
                : state == ReviewModel::State::Changed                ? QStringLiteral("info")
                                                                      : QStringLiteral("check");
            const QColor color = state == ReviewModel::State::Blocked ? t.error
                : edited                                              ? t.accent
                : state == ReviewModel::State::Changed                ? t.textSecondary
                                                                      : t.ok;
            paintIcon(painter, takeIconPlace(painter, &room), name, color);
        } else if (index.column() == ReviewModel::TargetColumn) {
            painter->setPen(t.textSecondary);
        }
        CellDelegate::paintContent(painter, option, room, index);
    }
};

QString textOf(const EditableIndex &index)
{
    const QJsonObject shown{{QStringLiteral("mappings"), index.mappings}, {QStringLiteral("settings"), index.settings}};
    return QString::fromUtf8(QJsonDocument(shown).toJson(QJsonDocument::Indented));
}

//! What the server made by itself is no part of a comparison.
QJsonObject chosenSettings(QJsonObject settings)
{
    for (const char *own :
        {"index.uuid", "index.creation_date", "index.provided_name", "index.version.created", "index.version.upgraded"})
        settings.remove(QLatin1String(own));
    return settings;
}

} // namespace

MappingStep::MappingStep(MigrationDraft *draft, QWidget *parent)
    : WizardStep(draft, parent)
    , m_model(new ReviewModel(this))
    , m_table(new QTableView)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState(QStringLiteral("database"), {}, {}, tr("Try again")))
    , m_name(new TextLabel(FontRole::CardTitle))
    , m_summary(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_notes(new TextLabel(FontRole::Small))
    , m_source(new CodeView(tr("Definition on the source"), true))
    , m_target(new CodeView(tr("Definition on the target"), false))
    , m_verdict(new IconText)
    , m_undo(makeButton(tr("Undo my edits"), QStringLiteral("undo-2")))
{
    auto *whole = new Panes;
    auto *list = new Card;
    list->body()->addWidget(m_table);
    whole->addSide(list, 390);
    whole->addMain(makeDetail());
    m_stack->addWidget(whole);
    m_stack->addWidget(m_empty);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ReviewDelegate(m_table));
    m_table->setAccessibleName(tr("Indices and their conversion"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    followFont(m_table, [this] {
        m_table->setColumnWidth(ReviewModel::IndexColumn, int(150 * textScale()));
        m_table->setColumnWidth(ReviewModel::TargetColumn, int(96 * textScale()));
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &MappingStep::takeEdit);
    connect(m_target, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            m_rest.start();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        const QString name = index.data(ReviewModel::NameRole).toString();
        if (!index.isValid() || name == m_shown)
            return;
        if (m_rest.isActive())
            takeEdit();
        // A text that can't be read would be lost with its row.
        if (!m_fault.isEmpty())
            QMetaObject::invokeMethod(
                m_table, [this] { m_table->setCurrentIndex(m_model->index(m_model->rowOf(m_shown), 0)); },
                Qt::QueuedConnection);
        else
            showIndex(name);
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        this->draft()->setOverride(m_shown, {});
        m_model->setOverride(m_shown, {});
        m_fault.clear();
        showIndex(m_shown);
        Q_EMIT changed();
    });
    // Both sides scroll together.
    for (const auto &[from, to] : {std::pair{m_source, m_target}, std::pair{m_target, m_source}})
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(), &QScrollBar::setValue);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] { this->draft()->review(true); });
    connect(draft, &MigrationDraft::reviewChanged, this, &MappingStep::takeReview);
    takeReview();
}

QWidget *MappingStep::makeDetail()
{
    auto *card = new Card;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 10, 8);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(1);
    titles->addWidget(m_name);
    titles->addWidget(m_summary);
    m_name->setElided(true);
    head->addLayout(titles, 1);
    head->addWidget(m_undo);
    card->body()->addLayout(head);
    card->addLine();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    followFont(scroll, [scroll] { scroll->setFixedHeight(int(132 * textScale())); });
    scroll->setAccessibleName(tr("What the conversion changed"));
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_notes->setContentsMargins(14, 8, 14, 8);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    scroll->setWidget(m_notes);
    m_notes->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    card->body()->addWidget(scroll);
    card->addLine();
    auto *texts = new QHBoxLayout;
    texts->setSpacing(0);
    const auto side = [texts](const QString &title, CodeView *edit) {
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        auto *label = new TextLabel(title, FontRole::Small, TextColor::Secondary);
        label->setContentsMargins(14, 6, 14, 4);
        label->setBuddy(edit);
        column->addWidget(label);
        column->addWidget(edit, 1);
        texts->addLayout(column, 1);
    };
    side(tr("Source"), m_source);
    texts->addWidget(makeLine(Qt::Vertical));
    side(tr("Target: edit it here"), m_target);
    card->body()->addLayout(texts, 1);
    card->addLine();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 7, 14, 7);
    m_verdict->label()->setWordWrap(true);
    foot->addWidget(m_verdict, 1);
    card->body()->addLayout(foot);
    return card;
}

QString MappingStep::title() const
{
    return tr("Mappings");
}

QWidget *MappingStep::firstField() const
{
    return m_table;
}

QWidget *MappingStep::fieldFor(PreflightFix, const QString &index)
{
    const int row = m_model->rowOf(index);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    return row < 0 ? static_cast<QWidget *>(m_table) : m_target;
}

void MappingStep::enter()
{
    draft()->review();
    const Plan plan = draft()->plan();
    const bool otherMethod = m_model->plan().method != plan.method || m_model->plan().options != plan.options;
    if (otherMethod || draft()->movesBySnapshot() || m_stack->currentIndex() == 1)
        takeReview();
}

void MappingStep::takeReview()
{
    if (draft()->movesBySnapshot()) {
        m_empty->setText(tr("Nothing is converted"),
            tr("A snapshot carries settings and mappings as they are. Settings can be changed in the options step."));
        m_empty->button()->hide();
        m_stack->setCurrentIndex(1);
        m_fault.clear();
        return Q_EMIT changed();
    }
    const auto &review = draft()->reviewed();
    const bool failed = review.state == Loading::Failed;
    m_empty->button()->setVisible(failed);
    if (failed)
        m_empty->setText(tr("The definitions can't be read"), review.error.summary);
    else
        m_empty->setText(tr("Both clusters are being asked"), tr("Settings and mappings of every selected index."));
    m_stack->setCurrentIndex(review.state == Loading::Ready ? 0 : 1);
    if (review.state == Loading::Ready) {
        m_fault.clear();
        m_model->setPlan(draft()->plan());
        m_model->setReviewed(review.value, draft()->catalogue(PairSide::Source).value.info,
            draft()->catalogue(PairSide::Target).value.info, draft()->plan().overrides);
        const int before = m_model->rowOf(m_shown);
        m_table->setCurrentIndex(m_model->index(std::max(0, before), 0));
        if (m_model->rowCount() > 0)
            showIndex(m_model->row(std::max(0, before)).source.name);
    }
    Q_EMIT changed();
}

void MappingStep::showIndex(const QString &name)
{
    const int row = m_model->rowOf(name);
    if (row < 0)
        return;
    m_shown = name;
    const ReviewedIndex &reviewed = m_model->row(row);
    m_filling = true;
    m_source->setPlainText(textOf({chosenSettings(reviewed.source.settings), reviewed.source.mappings}));
    m_target->setPlainText(textOf(editable(m_model->final(row))));
    m_filling = false;
    showFault({});
    showNotes();
    markDifferences();
}

void MappingStep::markDifferences()
{
    const LineDifference difference = lineDifference(m_source->lines(), m_target->lines());
    m_source->setMarked(difference.onlyLeft, CodeView::Mark::Removed);
    m_target->setMarked(difference.onlyRight, CodeView::Mark::Added);
}

void MappingStep::showNotes()
{
    const int row = m_model->rowOf(m_shown);
    if (row < 0)
        return;
    const ConvertedIndex &converted = m_model->final(row);
    m_name->setText(converted.source == converted.target
            ? converted.source
            : QString(converted.source + QStringLiteral(" → ") + converted.target));
    m_summary->setText(tr("%1, %2").arg(tr("%n change(s)", nullptr, int(converted.changes.size())),
        tr("%n blocker(s)", nullptr, int(converted.blockers.size()))));
    QStringList notes;
    for (const QString &blocker : converted.blockers)
        notes.append(tr("Blocker: %1").arg(blocker));
    notes += converted.changes;
    m_notes->setText(
        notes.isEmpty() ? tr("Nothing is changed: the target gets what the source has.") : notes.join(u'\n'));
    m_undo->setVisible(m_model->index(row, 0).data(ReviewModel::EditedRole).toBool());
}

void MappingStep::showFault(const QString &fault)
{
    m_fault = fault;
    if (fault.isEmpty())
        m_verdict->setContent(QStringLiteral("check"),
            tr("Edits are kept in the plan under \"overrides\". Replicas and refresh are set after the base copy."),
            IconColor::Ok, false);
    else
        m_verdict->setContent(QStringLiteral("octagon-alert"), fault, IconColor::Error);
    Q_EMIT changed();
}

void MappingStep::takeEdit()
{
    m_rest.stop();
    markDifferences();
    const int row = m_model->rowOf(m_shown);
    if (row < 0)
        return;
    const auto object = PlanReader::parse(m_target->toPlainText().toUtf8(), tr("The text"));
    if (!object)
        return showFault(object.error().summary);
    for (auto it = object->begin(); it != object->end(); ++it) {
        const bool known = it.key() == QLatin1String("settings") || it.key() == QLatin1String("mappings");
        if (!known)
            return showFault(tr("\"%1\" does not belong here: there are \"settings\" and \"mappings\".").arg(it.key()));
        if (!it.value().isObject())
            return showFault(tr("\"%1\" must be an object in braces.").arg(it.key()));
    }
    const EditableIndex before = editable(m_model->row(row).converted);
    IndexOverride override;
    override.settings
        = patchBetween(before.settings, flatSettings(object->value(QLatin1String("settings")).toObject()));
    override.mappings = patchBetween(before.mappings, object->value(QLatin1String("mappings")).toObject());
    draft()->setOverride(m_shown, override);
    m_model->setOverride(m_shown, override);
    showFault({});
    showNotes();
}

QString MappingStep::obstacle() const
{
    if (draft()->movesBySnapshot())
        return {};
    const auto &review = draft()->reviewed();
    if (review.state == Loading::Failed)
        return tr("The definitions can't be read");
    if (review.state != Loading::Ready)
        return tr("Both clusters are being asked");
    if (!m_fault.isEmpty())
        return tr("The text of %1 can't be read").arg(m_shown);
    if (const int blocked = m_model->blocked(); blocked > 0)
        return tr("%n index(es) can't be converted", nullptr, blocked);
    return {};
}

} // namespace godwit
