// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/aboutdialog.h"

#include "widgets/clipboard.h"
#include "widgets/panels.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QSvgRenderer>
#include <QSysInfo>
#include <QTabWidget>
#include <QVBoxLayout>

namespace godwit {
namespace {

QPixmap appPicture(int size, double ratio)
{
    QPixmap picture(QSize(size, size) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QSvgRenderer(QStringLiteral(":/godwit/icon.svg")).render(&painter, QRectF(0, 0, size, size));
    return picture;
}

QString licenceText()
{
    QFile file(QStringLiteral(":/godwit/LICENSE"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

AboutDialog::AboutDialog(const QList<Library> &libraries, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Godwit"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    auto *picture = new QLabel;
    picture->setPixmap(appPicture(56, devicePixelRatioF()));
    head->addWidget(picture);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch();
    names->addWidget(new TextLabel(tr("Godwit %1").arg(QStringLiteral(GODWIT_VERSION)), FontRole::PageTitle));
    auto *promise = new TextLabel(tr("Moves search clusters while they stay in use. Sends nothing anywhere but to the "
                                     "clusters that you connect."),
        FontRole::Body, TextColor::Secondary);
    promise->setWordWrap(true);
    names->addWidget(promise);
    names->addStretch();
    head->addLayout(names, 1);
    layout->addLayout(head);
    m_text = tr("Godwit %1\nQt %2\n%3, %4\n")
                 .arg(QStringLiteral(GODWIT_VERSION), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
                     QSysInfo::currentCpuArchitecture());
    auto *tabs = new QTabWidget;
    tabs->addTab(makeLibraries(libraries), tr("Built with"));
    auto *licence = new QPlainTextEdit(licenceText());
    licence->setReadOnly(true);
    licence->setTabChangesFocus(true);
    licence->setFrameShape(QFrame::NoFrame);
    licence->setFont(fontFor(FontRole::Code));
    licence->setAccessibleName(tr("Licence"));
    tabs->addTab(licence, tr("Licence: GPL-3.0-or-later"));
    layout->addWidget(tabs, 1);
    auto *buttons = new QDialogButtonBox;
    auto *copy = makeButton(tr("Copy versions"), QStringLiteral("copy"));
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close); // after the other, as the Tab key goes
    connect(copy, &QPushButton::clicked, this, [this] { copyText(m_text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(640, 480);
}

QWidget *AboutDialog::makeLibraries(const QList<Library> &libraries)
{
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(3, 1);
    QList<Library> all{{QStringLiteral("Qt"), QString::fromLatin1(qVersion()),
        QStringLiteral("LGPL-3.0-only, Charts: GPL-3.0-only"), QStringLiteral("qt.io")}};
    all += libraries;
    for (const Library &library : std::as_const(all)) {
        const int row = grid->rowCount();
        grid->addWidget(new TextLabel(library.name, FontRole::CardTitle), row, 0);
        grid->addWidget(new TextLabel(library.version, FontRole::Body), row, 1);
        grid->addWidget(new TextLabel(library.licence, FontRole::Body, TextColor::Secondary), row, 2);
        grid->addWidget(new TextLabel(library.link, FontRole::Body, TextColor::Secondary), row, 3);
        m_text += library.name + u' ' + library.version + u'\n';
    }
    grid->setRowStretch(grid->rowCount(), 1);
    return page;
}

} // namespace godwit
