// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/testpanel.h"

#include "models/teststepmodel.h"
#include "widgets/godwitstyle.h"

#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace godwit {
namespace {

struct TestLook
{
    StateTone tone;
    QString icon;
};

TestLook lookOf(TestState state)
{
    switch (state) {
    case TestState::NotTried:
        return {StateTone::Waiting, QStringLiteral("circle-dashed")};
    case TestState::Running:
        return {StateTone::Running, QStringLiteral("loader-circle")};
    case TestState::Passed:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case TestState::Warning:
        return {StateTone::Warning, QStringLiteral("triangle-alert")};
    case TestState::Failed:
        return {StateTone::Error, QStringLiteral("circle-x")};
    }
    return {StateTone::Waiting, QStringLiteral("circle-dashed")};
}

class TestDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics small(fontFor(FontRole::Small));
        const int width = option.widget ? option.widget->width() - 52 : 240;
        const QRect text = small.boundingRect(
            QRect(0, 0, width, 400), Qt::TextWordWrap, index.data(TestStepModel::DetailRole).toString());
        return {100, option.fontMetrics.height() + std::max(text.height(), small.height()) + 12};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const auto state = static_cast<TestState>(index.data(TestStepModel::StateRole).toInt());
        const auto look = lookOf(state);
        const QRect room = option.rect.adjusted(14, 4, -14, -4);
        const int line = option.fontMetrics.height();
        painter->save();
        paintIcon(
            painter, QRectF(room.left(), room.top() + (line - 15) / 2.0, 15, 15), look.icon, toneColor(look.tone));
        QFont font = option.font;
        if (state == TestState::Failed || state == TestState::Warning)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(state == TestState::NotTried ? t.textSecondary : t.text);
        painter->drawText(QRect(room.left() + 24, room.top(), room.width() - 80, line),
            Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->setFont(fontFor(FontRole::Small));
        painter->setPen(t.textSecondary);
        painter->drawText(QRect(room.left(), room.top(), room.width(), line), Qt::AlignRight | Qt::AlignVCenter,
            index.data(TestStepModel::TimeRole).toString());
        painter->drawText(
            room.adjusted(24, line + 1, 0, 0), Qt::TextWordWrap, index.data(TestStepModel::DetailRole).toString());
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(t.accent, 2));
            painter->drawRect(option.rect.adjusted(3, 1, -3, -1));
        }
        painter->restore();
    }
};

} // namespace

TestPanel::TestPanel(ConnectionTester *tester, QWidget *parent)
    : Card(parent)
    , m_tester(tester)
    , m_model(new TestStepModel(this))
    , m_list(new QListView)
    , m_note(new Note)
    , m_total(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_button(makeButton(tr("Test"), QStringLiteral("refresh-cw")))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 14, 8);
    head->addWidget(new TextLabel(tr("Connection test"), FontRole::CardTitle));
    head->addSpacing(8);
    head->addWidget(m_total);
    head->addStretch();
    head->addWidget(m_button);
    body()->addLayout(head);
    addLine();
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TestDelegate(m_list));
    m_list->setAccessibleName(tr("Steps of the connection test"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setContentsMargins(0, 4, 0, 4);
    body()->addSpacing(6);
    body()->addWidget(m_list, 100);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(12, 4, 12, 12);
    below->addWidget(m_note);
    body()->addLayout(below);
    body()->addStretch(1);
    m_note->hide();
    connect(m_button, &QPushButton::clicked, this, &TestPanel::testRequested);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_button->setText(tr("Test again"));
        const QList<TestStep> steps = m_watcher.result();
        if (m_stop.stop_requested() || steps.isEmpty())
            return;
        showSteps(steps);
        QString version;
        bool failed = false;
        for (const TestStep &step : steps) {
            failed = failed || step.state == TestState::Failed;
            if (step.id == QLatin1String("version") && step.state == TestState::Passed)
                version = step.detail;
        }
        Q_EMIT finished(failed ? QString() : version);
    });
    reset();
}

TestPanel::~TestPanel()
{
    stop();
    m_watcher.waitForFinished();
}

void TestPanel::stop()
{
    m_stop.request_stop();
    ++m_run;
}

void TestPanel::reset()
{
    stop();
    QList<TestStep> steps;
    const std::pair<QString, QString> names[]
        = {{QStringLiteral("name"), tr("Name (DNS)")}, {QStringLiteral("tcp"), tr("TCP")},
            {QStringLiteral("tls"), tr("TLS")}, {QStringLiteral("authentication"), tr("Authentication")},
            {QStringLiteral("version"), tr("Version")}, {QStringLiteral("privileges"), tr("Privileges")}};
    for (const auto &[id, title] : names) {
        TestStep step;
        step.id = id;
        step.title = title;
        steps.append(step);
    }
    m_model->setSteps(steps);
    fitList();
    m_total->clear();
    m_note->hide();
    m_button->setText(tr("Test"));
}

void TestPanel::test(const Endpoint &endpoint, std::function<Secrets()> secrets)
{
    reset();
    m_stop = std::stop_source();
    const int run = m_run;
    const auto report = [self = QPointer<TestPanel>(this), run](const QList<TestStep> &steps) {
        QMetaObject::invokeMethod(
            qApp, // the panel may be gone by then; the application is not
            [self, run, steps] {
                if (self && self->m_run == run)
                    self->showSteps(steps);
            },
            Qt::QueuedConnection);
    };
    m_watcher.setFuture(QtConcurrent::run([tester = m_tester, endpoint, secrets, report, token = m_stop.get_token()] {
        return tester->run(endpoint, secrets(), report, token);
    }));
}

//! As high as its steps, so that the note stands right below them.
void TestPanel::fitList()
{
    m_list->doItemsLayout();
    int height = 4;
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setMaximumHeight(height);
    m_list->setMinimumHeight(std::min(height, 180));
}

void TestPanel::showSteps(const QList<TestStep> &steps)
{
    m_model->setSteps(steps);
    fitList();
    double total = 0;
    for (const TestStep &step : steps)
        total += std::max(step.milliseconds, 0.0);
    m_total->setText(tr("%1 ms").arg(QLocale().toString(total, 'f', 0)));
    const int problem = m_model->firstProblem();
    m_note->setVisible(problem >= 0);
    if (problem < 0)
        return;
    const TestStep &step = m_model->row(problem);
    const bool failed = step.state == TestState::Failed;
    m_note->setContent(failed ? StateTone::Error : StateTone::Warning,
        failed ? QStringLiteral("circle-x") : QStringLiteral("triangle-alert"),
        failed ? tr("%1 failed").arg(step.title) : step.title, step.fix);
    m_note->setRequest(step.request);
}

} // namespace godwit
