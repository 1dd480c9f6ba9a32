// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QHash>

class QListWidget;
class QTextBrowser;

namespace godwit {

//! The manual, inside the program. It needs no network and no browser.
class HelpWindow final : public QDialog
{
    Q_OBJECT
public:
    explicit HelpWindow(QWidget *parent = nullptr);

    //! Scrolls to the chapter with this heading; an unknown or empty one shows the beginning.
    void showChapter(const QString &heading);
    //! Headings of the open document.
    QStringList chapters() const;
    QString currentChapter() const;
    QTextBrowser *browser() const { return m_browser; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load(const QString &document, const QString &anchor);
    void follow(const QUrl &link);
    void scrollTo(int position);

    QString m_document;
    QListWidget *m_list;
    QTextBrowser *m_browser;
};

} // namespace godwit
