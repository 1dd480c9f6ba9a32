// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reportdialog.h"

#include "models/settings.h"
#include "models/whenready.h"
#include "widgets/panels.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int leastWidth = 520;

ReportKind writtenBy(JobServices *services, const QString &job, ReportKind kind)
{
    if (services)
        kind.write
            = [job, services](const QString &path, const QString &logo) { return services->report(job, path, logo); };
    return kind;
}

} // namespace

ReportKind reportOf(const QString &job, JobServices *services)
{
    return writtenBy(services, job,
        {ReportDialog::tr("Export report"),
            ReportDialog::tr("Summary, timeline, charts, the ledger of each index, findings, verification and the "
                             "write pause with its parts. It holds no password and no key."),
            ReportDialog::tr("Save report…"), QStringLiteral("godwit-%1").arg(job), {}});
}

ReportKind certificateOf(const QString &job, JobServices *services)
{
    return writtenBy(services, job,
        {ReportDialog::tr("Verification certificate"),
            ReportDialog::tr("Both clusters, what was compared and what counted as equal, each index with its numbers "
                             "and hashes, what differs, the findings, the version of Godwit, and a line to sign. It "
                             "holds no password and no key."),
            ReportDialog::tr("Save certificate…"),
            job.isEmpty() ? QStringLiteral("certificate") : QStringLiteral("certificate-%1").arg(job), {}});
}

ReportDialog::ReportDialog(ReportKind kind, Settings *settings, QWidget *parent)
    : QDialog(parent)
    , m_kind(std::move(kind))
    , m_settings(settings)
    , m_format(new QComboBox)
    , m_logo(new QLineEdit)
    , m_note(new Note)
    , m_save(makeButton(m_kind.button, QStringLiteral("download"), "primary"))
{
    setWindowTitle(m_kind.title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    layout->addWidget(new TextLabel(m_kind.title, FontRole::PanelTitle));
    auto *text = new TextLabel(m_kind.text, FontRole::Body, TextColor::Secondary);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    m_format->addItem(tr("PDF, to hand over"), QStringLiteral("pdf"));
    m_format->addItem(tr("HTML, one file"), QStringLiteral("html"));
    m_format->addItem(tr("JSON, for programs"), QStringLiteral("json"));
    m_format->setAccessibleName(tr("Format"));
    m_format->view()->setAccessibleName(m_format->accessibleName());
    form->addRow(tr("Format"), m_format);
    auto *logo = new QHBoxLayout;
    logo->setSpacing(8);
    if (m_settings)
        m_logo->setText(m_settings->word(settingkeys::reportLogo));
    m_logo->setPlaceholderText(tr("none"));
    m_logo->setAccessibleName(tr("Logo"));
    m_logo->setClearButtonEnabled(true);
    auto *choose = makeButton(tr("Choose…"), QStringLiteral("folder-open"));
    choose->setAccessibleName(tr("Choose a logo"));
    logo->addWidget(m_logo, 1);
    logo->addWidget(choose);
    form->addRow(tr("Logo"), logo);
    layout->addLayout(form);
    m_note->hide();
    layout->addWidget(m_note);
    layout->addStretch();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    layout->addWidget(buttons);
    m_save->setEnabled(static_cast<bool>(m_kind.write));
    fitHeight(this, leastWidth);
    connect(choose, &QPushButton::clicked, this, &ReportDialog::chooseLogo);
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::askForPath);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ReportDialog::chooseLogo()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Choose a logo"), {}, tr("Pictures (*.png *.svg *.jpg *.jpeg)"));
    if (!path.isEmpty())
        m_logo->setText(path);
}

void ReportDialog::askForPath()
{
    const QString suffix = m_format->currentData().toString();
    QString path = QFileDialog::getSaveFileName(
        this, m_kind.title, QString(m_kind.fileName + u'.' + suffix), QStringLiteral("*.") + suffix);
    if (path.isEmpty())
        return;
    if (!path.endsWith(QString(u'.' + suffix)))
        path += u'.' + suffix;
    write(path);
}

void ReportDialog::write(const QString &path)
{
    if (m_settings)
        m_settings->set(settingkeys::reportLogo, m_logo->text());
    m_save->setEnabled(false);
    whenReady(m_kind.write(path, m_logo->text()), this, [this, path](const Result<void> &written) {
        m_save->setEnabled(true);
        if (written)
            m_note->setContent(StateTone::Ok, QStringLiteral("file-check"), tr("Written"), path);
        else
            m_note->setContent(
                StateTone::Error, QStringLiteral("circle-x"), tr("Nothing was written"), written.error().summary);
        m_note->show();
        fitHeight(this, leastWidth);
    });
}

} // namespace godwit
