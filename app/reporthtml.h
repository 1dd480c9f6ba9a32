// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QHash>
#include <QJsonObject>

#include <functional>

namespace godwit {

//! A job's report as a document for people: HTML that a browser and a QTextDocument show alike. Pictures stand beside
//! the text under their names, so that each kind of document brings them in its own way.
class ReportHtml
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ReportHtml)

public:
    //! `report` is what JobReport::json() holds.
    explicit ReportHtml(const QJsonObject &report);

    //! `style` is added to the style sheet. `source` gives the address of a picture by its name; the logo's name is
    //! "logo".
    QString document(
        bool withLogo, const QString &style, const std::function<QString(const QString &name)> &source) const;
    //! SVG by name: "pause", "documents", "bytes", "lag".
    const QHash<QString, QByteArray> &pictures() const { return m_pictures; }
    static constexpr int pictureWidth = 660;

private:
    void makePictures();
    QString heading(const QString &text) const;
    QString image(const QString &name, const std::function<QString(const QString &name)> &source) const;
    QString table(const QStringList &heads, const QList<QStringList> &rows, int firstNumber, int lastNumber) const;
    QString summary() const;
    QString timeline() const;
    QString ledgers() const;
    QString verification() const;
    QString integrations() const;
    QString findings() const;
    QString events() const;

    QJsonObject m_report;
    QHash<QString, QByteArray> m_pictures;
};

} // namespace godwit
