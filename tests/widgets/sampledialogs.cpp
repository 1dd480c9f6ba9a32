// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampledialogs.h"

#include "samplejob.h"

#include "widgets/certificatedialog.h"
#include "widgets/confirmwrite.h"
#include "widgets/rejecteddialog.h"
#include "widgets/reportdialog.h"

#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QTableView>

namespace godwit::sample {

QList<CertificateFacts> certificateChain()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString print = QStringLiteral("3F:9A:C1:07:5D:E2:48:B6:11:AA:0C:7E:94:D3:52:6B:E8:20:F1:3D:75:9C:A4:06:BD:"
                                         "18:63:FE:2A:C9:41:70");
    return {{QStringLiteral("orders-eu.example"), QStringLiteral("Example Issuing CA 3"), now.addDays(-40),
                now.addDays(50), print},
        {QStringLiteral("Example Issuing CA 3"), QStringLiteral("Example Root"), now.addDays(-900), now.addDays(900),
            QString(print).replace(u'3', u'B')},
        {QStringLiteral("Example Root"), QStringLiteral("Example Root"), now.addDays(-3000), now.addDays(-2),
            QString(print).replace(u'A', u'D')}};
}

CertificateFacts certificateBefore()
{
    CertificateFacts before = certificateChain().first();
    before.fingerprint.replace(u'7', u'0');
    before.issuer = QStringLiteral("Example Issuing CA 2");
    return before;
}

RepairQuestion repairQuestion(const QString &folder)
{
    RepairQuestion question;
    question.source = plan().source;
    question.target = plan().target;
    QFile findings(QDir(folder).filePath(QStringLiteral("findings.ndjson")));
    if (findings.open(QIODevice::WriteOnly)) {
        findings.write("{\"kind\":\"missing\",\"target_index\":\"orders-2024\",\"id\":\"ord-88213900\"}\n"
                       "{\"kind\":\"different\",\"target_index\":\"orders-2024\",\"id\":\"ord-88213901\"}\n"
                       "{\"kind\":\"extra\",\"target_index\":\"orders-2024\",\"id\":\"ord-88213902\"}\n");
        findings.close();
    }
    if (auto planned = planRepair(findings.fileName()))
        question.plan = *planned;
    question.undoFile = QStringLiteral("/home/elena/.local/share/Godwit/verifications/7f3a12bc/repair-undo.ndjson");
    return question;
}

std::pair<Deployment, Deployment> deployments()
{
    Deployment from;
    from.info.product = Product::Elasticsearch;
    from.info.version = {7, 17, 15};
    Deployment to = from;
    to.info.version = {8, 19, 13};
    return {from, to};
}

std::vector<NamedDialog> migrationDialogs(const QString &folder)
{
    const Plan plan = sample::plan();
    const QStringList indices{QStringLiteral("orders-2024"), QStringLiteral("customers")};
    const QString server = QStringLiteral("orders-eu.example");
    const auto [from, to] = deployments();
    RepairQuestion undo = repairQuestion(folder);
    undo.undo = true;
    undo.target = plan.source; // tagged PROD: its name has to be typed
    std::vector<NamedDialog> dialogs;
    const auto add = [&dialogs](const char *name, std::unique_ptr<QDialog> dialog) {
        dialogs.push_back({name, std::move(dialog)});
    };
    auto rejected = std::make_unique<RejectedDialog>(rejectedFile(folder, 60), QStringLiteral("7f3a12bc"), nullptr);
    const auto isFilled = [list = rejected.get()] { return !list->document()->toPlainText().isEmpty(); };
    dialogs.push_back({"rejected", std::move(rejected), isFilled});
    add("certificate", std::make_unique<CertificateDialog>(server, certificateChain(), CertificateFacts()));
    add("certificate changed",
        std::make_unique<CertificateDialog>(server, certificateChain().mid(0, 1), certificateBefore()));
    add("report", std::make_unique<ReportDialog>(reportOf(QStringLiteral("7f3a12bc"), nullptr), nullptr));
    add("verification certificate",
        std::make_unique<ReportDialog>(certificateOf(QStringLiteral("7f3a12bc"), nullptr), nullptr));
    add("replace", std::make_unique<ReplaceDialog>(plan.target, indices, 28'931'062));
    add("replace on PROD", std::make_unique<ReplaceDialog>(plan.source, indices, 28'931'062));
    add("repair", std::make_unique<RepairDialog>(repairQuestion(folder)));
    add("undo a repair on PROD", std::make_unique<RepairDialog>(undo));
    add("roll back", std::make_unique<RollBackDialog>(plan, indices));
    add("confirm write",
        std::make_unique<ConfirmWriteDialog>(plan.target,
            QStringLiteral("Indices of this migration are created there, and documents are written to them."),
            QStringLiteral("Start migration")));
    add("data types", std::make_unique<MigrationOptionsDialog>(from, to));
    return dialogs;
}

} // namespace godwit::sample
