// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/verifyactions.h"

#include "models/formats.h"
#include "widgets/dialogs.h"
#include "widgets/flowlayout.h"
#include "widgets/pairinfo.h"
#include "widgets/reportdialog.h"

#include <QFile>
#include <QFileDialog>
#include <QtConcurrent/QtConcurrentRun>

namespace godwit {

VerifyActions::VerifyActions(VerifyDesk *desk, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_settings(settings)
    , m_repairing(new RepairSession(desk, this))
    , m_repair(makeButton(tr("Repair…"), QStringLiteral("refresh-cw")))
    , m_undo(makeButton(tr("Undo repair…"), QStringLiteral("undo-2")))
    , m_certificate(makeButton(tr("Certificate…"), QStringLiteral("file-check")))
{
    m_pool.setMaxThreadCount(1);
    auto *layout = new FlowLayout(true, this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_repair, m_undo, m_certificate})
        layout->addWidget(button);
    m_certificate->setToolTip(tr("Writes what was compared, how, and what was found, as HTML, PDF or JSON."));
    connect(m_repair, &QPushButton::clicked, this, [this] {
        if (writing())
            m_repairing->stop();
        else
            askRepair();
    });
    connect(m_undo, &QPushButton::clicked, this, [this] { askUndo(); });
    connect(m_certificate, &QPushButton::clicked, this, &VerifyActions::askCertificate);
    connect(m_repairing, &RepairSession::progressed, this, &VerifyActions::updateState);
    connect(m_repairing, &RepairSession::ended, this, &VerifyActions::takeEnd);
    updateState();
}

RepairDialog *VerifyActions::dialog() const
{
    return m_dialog;
}

ReportDialog *VerifyActions::report() const
{
    return m_report;
}

void VerifyActions::setComparison(const VerifySession *session)
{
    m_session = session;
    updateState();
}

void VerifyActions::setPair(const ComparedPair &pair)
{
    const auto same = [](const Endpoint &a, const Endpoint &b) { return a.url == b.url && a.profile == b.profile; };
    if (!same(pair.target, m_pair.target))
        m_undoFile.clear(); // it belongs to the other cluster
    m_pair = pair;
    updateState();
}

//! What can be made equal document by document.
qint64 VerifyActions::repairable() const
{
    if (!m_session || m_session->phase() != VerifySession::Phase::Ended)
        return 0;
    qint64 documents = 0;
    for (const VerifyRow &row : m_session->result().rows)
        documents += row.missing + row.extra + row.different + row.routing;
    return documents;
}

//! Why the target can't be written now; empty: it can.
QString VerifyActions::whyNot() const
{
    if (m_pair.target.url.isEmpty())
        return tr("No target is chosen.");
    if (safetyOf(m_pair.target) == Safety::ReadOnly)
        return tr("The connection to %1 is read-only. Set its safety to Confirm or Free on the Connections page.")
            .arg(clusterName(m_pair.target));
    if (m_session && m_session->phase() == VerifySession::Phase::Running)
        return tr("The comparison still runs.");
    return {};
}

void VerifyActions::updateState()
{
    const qint64 documents = repairable();
    QString why = whyNot();
    m_undo->setEnabled(why.isEmpty() && !writing());
    m_undo->setToolTip(
        !why.isEmpty() ? why : tr("Puts documents back as they were before a repair, from the file that it saved."));
    if (why.isEmpty() && documents == 0)
        why = tr("Nothing was found that can be repaired: run a comparison of ids or documents first.");
    if (writing()) {
        m_repair->setText(m_repairing->undoes()
                ? tr("Putting back")
                : tr("Stop repair (%1 of %2)")
                      .arg(formats::count(m_repairing->done()), formats::count(m_plan.documents())));
    } else {
        m_repair->setText(documents > 0 ? tr("Repair %1…").arg(formats::count(documents)) : tr("Repair…"));
    }
    m_repair->setEnabled(writing() ? !m_repairing->undoes() : why.isEmpty());
    m_repair->setToolTip(
        why.isEmpty() ? tr("Copies what is missing or different and deletes what is extra, after a question.") : why);
    m_repair->setAccessibleName(m_repair->text());
    m_repair->setAccessibleDescription(m_repair->toolTip());
    const bool ended = m_session && m_session->phase() == VerifySession::Phase::Ended;
    m_certificate->setEnabled(
        ended && !writing() && !m_session->result().rows.isEmpty() && m_session->result().outcome != Outcome::Failed);
}

void VerifyActions::askRepair()
{
    if (repairable() > 0 && whyNot().isEmpty())
        ask(m_session->findingsFile(), false);
}

void VerifyActions::askUndo(const QString &undoFile)
{
    if (!whyNot().isEmpty())
        return;
    QString file = undoFile.isEmpty() ? m_undoFile : undoFile;
    if (file.isEmpty())
        file = QFileDialog::getOpenFileName(this, tr("Undo a repair"), {}, tr("What a repair saved (*.ndjson)"));
    if (!file.isEmpty())
        ask(file, true);
}

//! Reads what would be written first: it may be a large file.
void VerifyActions::ask(const QString &file, bool undo)
{
    if (writing() || m_dialog)
        return;
    m_planned.ask(
        this, &m_pool, [file, undo](const std::stop_token &) { return undo ? planUndo(file) : planRepair(file); },
        [this, file, undo](const Result<RepairPlan> &plan) {
            if (!plan)
                Q_EMIT told(
                    StateTone::Error, QStringLiteral("circle-x"), tr("Nothing was written"), plan.error().summary);
            else if (plan->documents() == 0)
                Q_EMIT told(StateTone::Ok, QStringLiteral("info"), tr("Nothing was written"),
                    tr("No document is named in %1.").arg(file));
            else
                askAbout({m_pair.source, m_pair.target, *plan,
                             undo || !m_session ? file : repairUndoFile(m_session->folder()), undo},
                    file);
        });
}

void VerifyActions::askAbout(const RepairQuestion &question, const QString &file)
{
    if (writing() || m_dialog)
        return;
    m_dialog = new RepairDialog(question, this);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this, question, file] { begin(question, file); });
    m_dialog->open();
}

void VerifyActions::begin(const RepairQuestion &question, const QString &file)
{
    m_plan = question.plan;
    m_plan.lines.reset();
    const ComparedPair pair{question.source, question.target};
    if (question.undo) {
        m_repairing->undo(pair, file);
    } else {
        m_writingTo = question.undoFile;
        m_repairing->repair(pair, file, question.undoFile);
    }
    updateState();
    Q_EMIT writingChanged();
}

void VerifyActions::takeEnd(const RepairSession::End &end)
{
    const RepairOutcome &outcome = end.outcome;
    const bool undone = m_repairing->undoes();
    QString text = undone ? tr("Put back: %1. Deleted: %2. Refused: %3.")
                                .arg(formats::count(outcome.copied), formats::count(outcome.deleted),
                                    formats::count(outcome.refused.size()))
                          : tr("Copied: %1. Deleted: %2. Equal by now: %3. Refused: %4.")
                                .arg(formats::count(outcome.copied), formats::count(outcome.deleted),
                                    formats::count(outcome.already), formats::count(outcome.refused.size()));
    if (!outcome.refused.isEmpty()) {
        const VerifyFinding &first = outcome.refused.first();
        text += u' ' + tr("The first refused one is %1/%2: %3").arg(first.targetIndex, first.id, first.detail);
    }
    if (!undone && QFile::exists(m_writingTo)) {
        m_undoFile = m_writingTo;
        text += u' ' + tr("What was there before is in %1.").arg(m_undoFile);
    } else if (undone && end.problem.isEmpty()) {
        m_undoFile.clear();
    }
    if (!end.problem.isEmpty())
        Q_EMIT told(StateTone::Error, QStringLiteral("circle-x"),
            undone ? tr("The repair was not undone") : tr("The repair ended before its time"),
            QString(end.problem + u' ' + text));
    else
        Q_EMIT told(outcome.refused.isEmpty() ? StateTone::Ok : StateTone::Warning,
            outcome.refused.isEmpty() ? QStringLiteral("circle-check") : QStringLiteral("triangle-alert"),
            undone ? tr("Repair undone") : tr("Repaired"), text);
    updateState();
    Q_EMIT writingChanged();
    if (end.problem.isEmpty())
        Q_EMIT written(m_plan.touched);
}

void VerifyActions::askCertificate()
{
    if (!m_certificate->isEnabled() || m_report)
        return;
    ReportKind kind{tr("Verification certificate"),
        tr("Both clusters, what was compared and what counted as equal, each index with its numbers and hashes, what "
           "differs, the findings, the version of Godwit, and a line to sign. It holds no password and no key."),
        tr("Save certificate…"), QStringLiteral("certificate"), {}};
    kind.write = [desk = m_desk, result = m_session->result()](const QString &path, const QString &logo) {
        return QtConcurrent::run([desk, result, path, logo] { return desk->certify(result, path, logo); });
    };
    m_report = new ReportDialog(std::move(kind), m_settings, this);
    m_report->setAttribute(Qt::WA_DeleteOnClose);
    m_report->open();
}

} // namespace godwit
