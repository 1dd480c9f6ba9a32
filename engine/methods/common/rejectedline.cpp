// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/rejectedline.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace godwit {

Result<void> appendRejected(QFile &file, const QJsonObject &line, const QByteArray &source)
{
    QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact);
    text.chop(1);
    if (!source.isEmpty()) {
        text += R"(,"source":)";
        text += source.endsWith('\n') ? source.left(source.size() - 1) : source;
    }
    text += "}\n";
    const bool open = file.isOpen() || file.open(QIODevice::Append);
    if (open && file.write(text) == text.size() && file.flush())
        return {};
    return fail(ErrorKind::Storage,
        QCoreApplication::translate("LiveCopy", "The rejected file can't be written: %1. Make room and resume.")
            .arg(file.errorString()));
}

} // namespace godwit
