// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one does with connections: save, test, duplicate, move, remove, import, export.
#include "models/profilemodel.h"
#include "models/profilesecrets.h"
#include "models/profiletransfer.h"
#include "models/whenready.h"
#include "widgets/connectionspage.h"
#include "widgets/profileeditor.h"
#include "widgets/testpanel.h"
#include "widgets/undobar.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSaveFile>
#include <QtConcurrent>

namespace godwit {
namespace {

constexpr qint64 mostBytes = 4'000'000;

struct ReadFile
{
    bool plan = false;
    Result<QList<Profile>> profiles;
};

ReadFile readConnections(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {false,
            fail(ErrorKind::Storage,
                ConnectionsPage::tr("%1 can't be read: %2.").arg(QFileInfo(path).fileName(), file.errorString()))};
    const QByteArray json = file.read(mostBytes);
    return {QJsonDocument::fromJson(json).object().contains(QLatin1String("godwit")), importProfiles(json)};
}

bool sameServer(const Endpoint &one, const Endpoint &other)
{
    Profile a;
    a.endpoint = one;
    Profile b;
    b.endpoint = other;
    // Neither the name nor the labels change what a test finds.
    for (Endpoint *endpoint : {&a.endpoint, &b.endpoint}) {
        endpoint->profile.clear();
        endpoint->environment.clear();
        endpoint->safety.clear();
    }
    return ProfileStore::toJson(a) == ProfileStore::toJson(b);
}

QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    const QString path = urls.isEmpty() ? QString() : urls.first().toLocalFile();
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? path : QString();
}

} // namespace

void ConnectionsPage::save()
{
    if (!m_save->isEnabled())
        return;
    if (!m_editor->validate()) {
        m_changes->setText(tr("Not saved: look at the marked fields."));
        return;
    }
    Profile profile = m_editor->profile();
    if (m_tested.health.tested.isValid() && sameServer(m_tested.endpoint, profile.endpoint)) {
        profile.health = m_tested.health;
        profile.lastSeen = m_tested.server.isEmpty() ? profile.lastSeen : m_tested.server;
    }
    if (const auto saved = m_store.save(&profile); !saved) {
        m_changes->setText(saved.error().summary);
        return;
    }
    if (m_editor->secretTyped() || m_editor->proxySecretTyped())
        m_secrets->keep(profile, typedSecrets());
    m_drafts.remove(m_shown.id);
    const Tested tested = m_tested;
    const bool first = m_shown.id.isEmpty();
    m_shown = profile;
    reload(profile.id);
    showProfile(profile);
    if (first)
        m_tested = tested;
}

void ConnectionsPage::test()
{
    if (m_editor->address()->text().trimmed().isEmpty() || m_test->running())
        return;
    const Profile profile = m_editor->profile();
    m_test->setPinned(profile.pinned);
    m_test->test(profile.endpoint, m_secrets->reader(profile, typedSecrets()));
}

void ConnectionsPage::testEnded(const Tested &tested)
{
    m_tested = tested;
    // What was found with unsaved settings says nothing about the saved ones.
    if (m_shown.id.isEmpty() || !sameServer(tested.endpoint, m_shown.endpoint))
        return;
    m_shown.health = tested.health;
    if (!m_shown.health.succeeded.isValid())
        m_shown.health.succeeded = m_model->row(m_model->rowOf(m_shown.id)).health.succeeded;
    if (!tested.server.isEmpty())
        m_shown.lastSeen = tested.server;
    m_editor->setSeen(m_shown);
    Profile saved = m_shown;
    if (m_store.save(&saved))
        refresh();
}

void ConnectionsPage::saveOrder(const QStringList &ids)
{
    if (const auto saved = m_store.setOrder(ids); !saved)
        return m_undo->tell(saved.error().summary);
    refresh();
    m_list->scrollTo(m_list->currentIndex());
}

void ConnectionsPage::moveCurrent(int by)
{
    QStringList ids = m_model->ids();
    const qsizetype from = ids.indexOf(m_shown.id);
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= ids.size())
        return;
    ids.move(from, to);
    saveOrder(ids);
}

void ConnectionsPage::duplicateCurrent()
{
    if (m_shown.id.isEmpty())
        return;
    Profile copy = m_shown;
    copy.id.clear();
    copy.endpoint.profile = m_store.freeName(tr("%1 copy").arg(m_shown.name()));
    QStringList ids = m_model->ids();
    if (const auto saved = m_store.save(&copy); !saved)
        return m_undo->tell(saved.error().summary);
    ids.insert(ids.indexOf(m_shown.id) + 1, copy.id);
    static_cast<void>(m_store.setOrder(ids));
    reload(copy.id);
    m_undo->tell(tr("%1 is a copy without the secret. Enter that if it needs one.").arg(copy.name()));
    m_editor->name()->setFocus();
    m_editor->name()->selectAll();
}

void ConnectionsPage::removeCurrent()
{
    if (m_shown.id.isEmpty())
        return;
    const Profile removed = m_shown;
    const QStringList ids = m_model->ids();
    if (const auto done = m_store.remove(removed.id); !done)
        return m_undo->tell(done.error().summary);
    m_secrets->remove(removed);
    m_drafts.remove(removed.id);
    const qsizetype place = ids.indexOf(removed.id);
    const QString next = ids.value(place + 1 < ids.size() ? place + 1 : place - 1);
    m_shown = {};
    m_editor->setProfile({});
    m_switching = true; // the list would go through its neighbours
    m_model->setProfiles(m_store.load());
    m_switching = false;
    reload(next);
    if (const int row = m_model->rowOf(next); row >= 0)
        showProfile(m_model->row(row));
    else
        newConnection();
    m_undo->offer(tr("%1 is removed, with its saved secret. Nothing happened on the cluster.").arg(removed.name()),
        tr("Undo"), [this, removed, ids] { bringBack(removed, ids); });
}

void ConnectionsPage::bringBack(const Profile &profile, const QStringList &order)
{
    Profile back = profile;
    back.endpoint.profile = m_store.freeName(profile.name());
    if (const auto saved = m_store.save(&back); !saved)
        return m_undo->tell(saved.error().summary);
    static_cast<void>(m_store.setOrder(order));
    m_secrets->restore(back);
    keepDraft();
    reload(back.id);
    showProfile(back);
}

void ConnectionsPage::askForImport()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Import connections"), {}, tr("Connections (*.json);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void ConnectionsPage::importFile(const QString &path)
{
    whenReady(QtConcurrent::run(readConnections, path), this, [this, path](const ReadFile &file) {
        if (file.plan)
            Q_EMIT planDropped(path);
        else
            imported(file.profiles, path);
    });
}

void ConnectionsPage::imported(const Result<QList<Profile>> &profiles, const QString &path)
{
    if (!profiles)
        return m_undo->tell(profiles.error().summary);
    const auto added = addProfiles(m_store, *profiles);
    if (!added)
        return m_undo->tell(added.error().summary);
    QStringList renamed;
    for (qsizetype i = 0; i < added->size(); ++i) {
        if (added->at(i).name() != profiles->at(i).name())
            renamed.append(added->at(i).name());
    }
    keepDraft();
    reload(added->first().id);
    QString text = tr("%n connection(s) imported from %1. Secrets are not part of a file; enter them where they are "
                      "needed.",
        nullptr, static_cast<int>(added->size()))
                       .arg(QFileInfo(path).fileName());
    if (!renamed.isEmpty())
        text += u' ' + tr("Names that were taken got a number: %1.").arg(renamed.join(QStringLiteral(", ")));
    m_undo->offer(text, tr("Undo"), [this, added = *added] {
        for (const Profile &profile : added)
            static_cast<void>(m_store.remove(profile.id));
        m_shown = {};
        reload({});
        if (count() == 0)
            newConnection();
    });
}

void ConnectionsPage::askForExport()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export connections"),
        QStringLiteral("godwit-connections.json"), tr("Connections (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    const auto written = exportFile(path, m_model->rows());
    m_undo->tell(written
            ? tr("%n connection(s) exported to %1, without secrets.", nullptr, count()).arg(QFileInfo(path).fileName())
            : written.error().summary);
}

Result<void> ConnectionsPage::exportFile(const QString &path, const QList<Profile> &profiles) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(exportProfiles(profiles)) < 0 || !file.commit())
        return fail(ErrorKind::Storage,
            tr("The connections can't be written to %1: %2.").arg(QFileInfo(path).fileName(), file.errorString()));
    return {};
}

void ConnectionsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ConnectionsPage::dropEvent(QDropEvent *event)
{
    importFile(droppedFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace godwit
