// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/findingsfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QSaveFile>

namespace godwit {
namespace {

tl::unexpected<Error> fileError(const QFileDevice &file)
{
    return fail(ErrorKind::Storage,
        QCoreApplication::translate("Verify", "%1 can't be written: %2. Make room and resume.")
            .arg(file.fileName(), file.errorString()));
}

} // namespace

Result<qint64> keepFindings(const QString &fileName, const QList<VerifyRow> &rows)
{
    QFile file(fileName);
    if (!file.exists())
        return 0;
    QHash<std::pair<QString, QString>, qint64> left;
    for (const VerifyRow &row : rows)
        left.insert({row.pair.source, row.pair.target}, row.findings);
    QSaveFile kept(fileName);
    if (!file.open(QIODevice::ReadOnly) || !kept.open(QIODevice::WriteOnly))
        return fileError(file.isOpen() ? static_cast<const QFileDevice &>(kept) : file);
    qint64 dropped = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QJsonObject finding = QJsonDocument::fromJson(line).object();
        const QString source = finding.value(QLatin1String("index")).toString();
        const auto row = left.find({source, finding.value(QLatin1String("target_index")).toString()});
        if (!line.endsWith('\n') || (row != left.end() && (*row)-- <= 0))
            ++dropped;
        else if (kept.write(line) != line.size())
            return fileError(kept);
    }
    if (dropped > 0 && !kept.commit())
        return fileError(kept);
    return dropped; // a file that is not committed is thrown away
}

} // namespace godwit
