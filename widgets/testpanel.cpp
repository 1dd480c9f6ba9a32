// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/testpanel.h"

#include "models/curlline.h"
#include "models/teststepmodel.h"
#include "widgets/certificatedialog.h"
#include "widgets/godwitstyle.h"

#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QUrl>
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
        const int link = index.data(TestStepModel::ChainRole).toInt() > 0 ? small.height() + 2 : 0;
        return {100, option.fontMetrics.height() + std::max(text.height(), small.height()) + link + 12};
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
        const QRect below = room.adjusted(24, line + 1, 0, 0);
        QRect used;
        painter->drawText(below, Qt::TextWordWrap, index.data(TestStepModel::DetailRole).toString(), &used);
        if (const int chain = index.data(TestStepModel::ChainRole).toInt(); chain > 0) {
            QFont link = painter->font();
            link.setUnderline(true);
            painter->setFont(link);
            painter->setPen(t.accent);
            painter->drawText(below.adjusted(0, used.height() + 2, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                TestPanel::tr("Show chain (%1)").arg(chain));
        }
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
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (running() && !m_cancelled)
            cancel();
        else
            Q_EMIT testRequested();
    });
    const auto open = [this](const QModelIndex &index) {
        if (index.data(TestStepModel::ChainRole).toInt() > 0)
            showChain();
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_note->action(), &QPushButton::clicked, this, &TestPanel::showChain);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &TestPanel::ended);
    reset();
}

TestPanel::~TestPanel()
{
    disconnect(&m_watcher, nullptr, this, nullptr);
    stop();
    m_watcher.waitForFinished();
}

void TestPanel::stop()
{
    m_stop.request_stop();
    ++m_run;
}

void TestPanel::cancel()
{
    if (!running())
        return;
    m_cancelled = true;
    m_stop.request_stop();
    m_button->setEnabled(false); // for the moment that it takes to end
}

void TestPanel::ended()
{
    m_running = false;
    m_button->setEnabled(true);
    if (!m_cancelled && m_stop.stop_requested())
        return; // another profile is shown by now
    const QList<TestStep> steps = m_watcher.result();
    m_button->setText(tr("Test again"));
    showSteps(steps);
    if (m_cancelled) {
        m_total->setText(tr("cancelled"));
        return;
    }
    QString server;
    for (const TestStep &step : steps) {
        if (!step.server.isEmpty())
            server = step.server;
    }
    Q_EMIT finished(m_endpoint, healthOf(steps), server);
}

ProfileHealth TestPanel::healthOf(const QList<TestStep> &steps) const
{
    ProfileHealth health;
    health.tested = QDateTime::currentDateTimeUtc();
    for (const TestStep &step : steps) {
        const bool failed = step.state == TestState::Failed;
        if ((failed || step.state == TestState::Warning) && (health.problem.isEmpty() || failed)) {
            health.problem = step.id;
            health.failed = failed;
        }
        if (!step.healthColor.isEmpty()) {
            health.color = step.healthColor;
            health.nodes = step.nodes;
        }
    }
    if (!health.failed)
        health.succeeded = health.tested;
    return health;
}

QList<CertificateFacts> TestPanel::chain() const
{
    for (const TestStep &step : m_model->rows()) {
        if (!step.chain.isEmpty())
            return step.chain;
    }
    return {};
}

void TestPanel::showChain()
{
    const QList<CertificateFacts> certificates = chain();
    if (certificates.isEmpty())
        return;
    auto *dialog = new CertificateDialog(QUrl(m_endpoint.url).host(), certificates, m_pinned, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::pinRequested, this,
        [this, facts = certificates.first()] { Q_EMIT pinRequested(facts); });
    dialog->open();
}

void TestPanel::reset()
{
    m_running = false;
    m_cancelled = false;
    m_button->setEnabled(true);
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
    m_endpoint = endpoint;
    m_running = true;
    m_cancelled = false;
    m_button->setText(tr("Cancel"));
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
    fillNote(m_model->row(problem));
}

void TestPanel::fillNote(const TestStep &step)
{
    const bool failed = step.state == TestState::Failed;
    QString text = step.fix;
    const bool changed = step.id == QLatin1String("tls") && !m_pinned.isEmpty() && !step.chain.isEmpty()
        && m_pinned.fingerprint != step.chain.first().fingerprint;
    if (changed)
        text += u'\n' + CertificateDialog::changes(m_pinned, step.chain.first()).join(u'\n');
    m_note->setContent(failed ? StateTone::Error : StateTone::Warning,
        failed ? QStringLiteral("circle-x") : QStringLiteral("triangle-alert"),
        failed ? tr("%1 failed").arg(step.title) : step.title, text);
    m_note->setAction(step.id == QLatin1String("tls") && !step.chain.isEmpty() ? tr("Show chain and pin…") : QString());
    m_note->setRequest(step.request, step.request.isEmpty() ? QString() : curlFor(m_endpoint, step.request));
}

} // namespace godwit
