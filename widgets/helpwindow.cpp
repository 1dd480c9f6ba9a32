// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/helpwindow.h"

#include "widgets/panels.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QFile>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace godwit {
namespace {

const QString guide = QStringLiteral("guide.md");

QString contents(const QString &document)
{
    QFile file(QString(QStringLiteral(":/godwit/docs/") + document));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

//! The pictures show this very window; the text does without them.
QString withoutPictures(const QString &markdown)
{
    static const QRegularExpression alone(
        QStringLiteral("^[ \\t]*!\\[[^\\]]*\\]\\([^)]*\\)[ \\t]*\\n+"), QRegularExpression::MultilineOption);
    static const QRegularExpression inside(QStringLiteral("[ \\t]*!\\[[^\\]]*\\]\\([^)]*\\)"));
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\(screenshots/[^)]*\\)"));
    return QString(markdown).remove(alone).remove(inside).replace(link, QStringLiteral("\\1"));
}

//! As links to headings are written: "The plan" is #the-plan.
QString anchorOf(const QString &heading)
{
    static const QRegularExpression other(QStringLiteral("[^\\w -]"), QRegularExpression::UseUnicodePropertiesOption);
    return heading.toLower().remove(other).replace(u' ', u'-');
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent) : QDialog(parent), m_list(new QListWidget), m_browser(new QTextBrowser)
{
    setWindowTitle(tr("Help – Godwit"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *split = new QSplitter;
    split->setChildrenCollapsible(false);
    m_list->setAccessibleName(tr("Chapters"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumWidth(170);
    m_list->setSpacing(3);
    m_browser->setAccessibleName(tr("Text of the chapter"));
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setOpenLinks(false);
    m_browser->document()->setDocumentMargin(20);
    split->addWidget(m_list);
    split->addWidget(m_browser);
    split->setStretchFactor(1, 1);
    layout->addWidget(split);
    resize(900, 640);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            scrollTo(item->data(Qt::UserRole).toInt());
    });
    load(guide, {});
}

void HelpWindow::load(const QString &document, const QString &anchor)
{
    if (m_document != document) {
        m_document = document;
        m_browser->document()->setMarkdown(withoutPictures(contents(document)));
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
            const int level = block.blockFormat().headingLevel();
            if (level < 1 || level > 2)
                continue;
            auto *item = new QListWidgetItem(block.text(), m_list);
            item->setData(Qt::UserRole, block.position());
            if (level == 1)
                item->setFont(fontFor(FontRole::CardTitle));
        }
    }
    for (int row = 0; row < m_list->count(); ++row) {
        if (anchor.isEmpty() || anchorOf(m_list->item(row)->text()) == anchor) {
            m_list->setCurrentRow(row);
            scrollTo(m_list->item(row)->data(Qt::UserRole).toInt());
            return;
        }
    }
    m_list->setCurrentRow(0);
}

void HelpWindow::scrollTo(int position)
{
    const QTextDocument *document = m_browser->document();
    const QRectF block = document->documentLayout()->blockBoundingRect(document->findBlock(position));
    m_browser->verticalScrollBar()->setValue(static_cast<int>(block.top()) - 12);
}

void HelpWindow::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    // Only now the text has its width, and the chapter its place.
    if (const QListWidgetItem *item = m_list->currentItem())
        scrollTo(item->data(Qt::UserRole).toInt());
}

void HelpWindow::follow(const QUrl &link)
{
    const QString file = link.fileName();
    if (link.isRelative() && (file.isEmpty() || !contents(file).isEmpty()))
        load(file.isEmpty() ? m_document : file, link.fragment());
    else if (!link.isRelative())
        QDesktopServices::openUrl(link);
}

void HelpWindow::showChapter(const QString &heading)
{
    load(guide, anchorOf(heading));
}

QStringList HelpWindow::chapters() const
{
    QStringList list;
    for (int row = 0; row < m_list->count(); ++row)
        list.append(m_list->item(row)->text());
    return list;
}

QString HelpWindow::currentChapter() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

} // namespace godwit
