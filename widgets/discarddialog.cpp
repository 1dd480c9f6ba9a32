// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/discarddialog.h"

#include "models/formats.h"
#include "models/whenready.h"
#include "widgets/pairinfo.h"

#include <QCheckBox>
#include <QFuture>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace godwit {
namespace {

constexpr int leastWidth = 520;

//! The first names, and how many more there are.
QString shortList(const QStringList &names)
{
    constexpr qsizetype most = 8;
    if (names.size() <= most)
        return names.join(QStringLiteral(", "));
    return DiscardDialog::tr("%1 and %2 more")
        .arg(names.first(most).join(QStringLiteral(", ")), formats::count(names.size() - most));
}

} // namespace

QString DiscardDialog::whatStays(const CutOffJob &job)
{
    const QString target = clusterName(job.plan.target);
    QStringList parts{tr("The job is marked as stopped. It stays in the list of migrations and can still be resumed.")};
    parts.append(job.targetIndices.isEmpty()
            ? tr("It created nothing on %1.").arg(target)
            : tr("On %1 stay the indices that it created, with %2 documents: %3.")
                  .arg(target, formats::count(job.written), shortList(job.targetIndices)));
    if (!job.loweredIndices.isEmpty())
        parts.append(tr("Their settings stay as they were lowered for the copy (no replicas, no refresh): %1.")
                         .arg(shortList(job.loweredIndices)));
    if (job.pastSwitch)
        parts.append(tr("The aliases may be on %1 already; Godwit does not touch them.").arg(target));
    return parts.join(QStringLiteral("\n\n"));
}

DiscardDialog::DiscardDialog(
    const CutOffJob &job, std::function<Result<void>(const QString &, bool)> discard, QWidget *parent)
    : QDialog(parent)
    , m_job(job.job)
    , m_discard(std::move(discard))
    , m_text(new TextLabel(whatStays(job), FontRole::Body))
    , m_lift(new QCheckBox)
    , m_note(new Note)
    , m_button(makeButton(tr("Discard job"), QStringLiteral("trash-2"), "danger"))
    , m_cancel(makeButton(tr("Cancel")))
{
    const QString title = tr("Discard %1").arg(job.plan.name.isEmpty() ? job.job : job.plan.name);
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel(title, FontRole::PanelTitle));
    m_text->setWordWrap(true);
    layout->addWidget(m_text);
    m_lift->setText(tr("Lift the write block that Godwit set on %1").arg(clusterName(job.plan.source)));
    m_lift->setAccessibleName(m_lift->text());
    m_lift->setToolTip(job.blockedIndices.join(QStringLiteral(", ")));
    const bool offered = !job.blockedIndices.isEmpty() && !job.pastSwitch;
    m_lift->setVisible(offered);
    layout->addWidget(m_lift);
    if (offered) {
        auto *hint = new TextLabel(tr("Without it, clients can't write to: %1.").arg(shortList(job.blockedIndices)),
            FontRole::Small, TextColor::Secondary);
        hint->setWordWrap(true);
        layout->addWidget(hint);
    }
    m_note->hide();
    layout->addWidget(m_note);
    layout->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_button);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    layout->addLayout(buttons);
    m_cancel->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_button, &QPushButton::clicked, this, &DiscardDialog::run);
    fitHeight(this, leastWidth);
}

void DiscardDialog::run()
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_button, m_cancel, m_lift})
        part->setEnabled(false);
    // The lift asks a server, which may take as long as it likes.
    const bool lift = m_lift->isVisible() && m_lift->isChecked();
    const auto discarded = QtConcurrent::run([discard = m_discard, job = m_job, lift] { return discard(job, lift); });
    whenReady(discarded, this, [this](const Result<void> &result) {
        if (result) {
            accept();
            return;
        }
        m_note->setContent(StateTone::Error, QStringLiteral("circle-x"), result.error().summary, result.error().detail);
        m_note->show();
        for (QWidget *part : std::initializer_list<QWidget *>{m_button, m_cancel, m_lift})
            part->setEnabled(true);
        fitHeight(this, leastWidth);
    });
}

} // namespace godwit
