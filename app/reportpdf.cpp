// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reportpdf.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QUrl>

namespace godwit {

namespace {

constexpr qint64 mostLogoBytes = 5'000'000;
constexpr int pictureScale = 3; //!< pixels a point, so that print is sharp

QString tr(const char *text)
{
    return QCoreApplication::translate("godwit::JobReport", text);
}

} // namespace

Result<ReportLogo> ReportLogo::load(const QString &path)
{
    ReportLogo logo;
    if (path.isEmpty())
        return logo;
    QFile file(path);
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QStringList known{
        QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("jpg"), QStringLiteral("jpeg")};
    if (!known.contains(suffix))
        return fail(ErrorKind::Usage, tr("The logo %1 is not a .png, .svg or .jpg. Choose another one.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, tr("The logo %1 can't be read: %2.").arg(path, file.errorString()));
    if (file.size() > mostLogoBytes)
        return fail(ErrorKind::Usage, tr("The logo %1 is larger than 5 MB. Choose a smaller one.").arg(path));
    logo.bytes = file.readAll();
    logo.type = suffix == QLatin1String("svg") ? QStringLiteral("svg+xml")
        : suffix == QLatin1String("png")       ? QStringLiteral("png")
                                               : QStringLiteral("jpeg");
    return logo;
}

QImage ReportLogo::image() const
{
    return type == QLatin1String("svg+xml") ? renderedSvg(bytes) : QImage::fromData(bytes);
}

QString ReportLogo::address() const
{
    return QStringLiteral("data:image/%1;base64,%2").arg(type, QString::fromLatin1(bytes.toBase64()));
}

QImage renderedSvg(const QByteArray &svg)
{
    QSvgRenderer renderer(svg);
    QImage image(renderer.defaultSize() * pictureScale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

Result<QByteArray> printedPdf(
    const QString &title, const QString &html, const QHash<QString, QImage> &pictures, int pageWidth)
{
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return fail(ErrorKind::Internal, tr("A PDF can't be made here. Choose .html instead."));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Godwit " GODWIT_VERSION));
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        QTextDocument document;
        // With a page of its own the document is scaled to the paper; without one Qt adds margins that pictures
        // overrun.
        const QRectF paper = writer.pageLayout().paintRect(QPageLayout::Point);
        document.setDocumentMargin(8);
        document.setPageSize(QSizeF(pageWidth, pageWidth * paper.height() / paper.width()));
        for (auto picture = pictures.begin(); picture != pictures.end(); ++picture)
            document.addResource(
                QTextDocument::ImageResource, QUrl(QString(u"picture:" + picture.key())), picture.value());
        document.setHtml(html);
        document.print(&writer);
    }
    return bytes;
}

Result<void> writeReportFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorKind::Storage,
            tr("The report can't be written to %1: %2. Choose another place.").arg(path, file.errorString()));
    }
    return {};
}

} // namespace godwit
