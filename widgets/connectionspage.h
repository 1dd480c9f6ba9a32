// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiontester.h"
#include "models/profilestore.h"
#include "widgets/panels.h"

#include <QHash>
#include <QWidget>

class QListView;
class QLineEdit;
class QSortFilterProxyModel;
class QToolButton;

namespace godwit {

class EnvironmentTag;
class ProfileEditor;
class ProfileModel;
class ProfileSecrets;
class TestPanel;
class UndoBar;

//! Saved connections, the fields of one, and its test.
class ConnectionsPage final : public QWidget
{
    Q_OBJECT
public:
    //! `secrets` is used from worker threads only, and may be null: then nothing is kept beyond this session.
    ConnectionsPage(ProfileStore store, SecretStore *secrets, ConnectionTester *tester, QWidget *parent = nullptr);
    ~ConnectionsPage() override;

    void newConnection();
    void save();
    void test();
    void focusFilter();
    int count() const;
    QString environment() const; //!< of the shown profile, as it is in the form
    bool hasUnsavedChanges() const;
    void select(const QString &id);
    //! Shows the connection of that name, ready to be edited.
    void selectByName(const QString &name);
    //! Reads the profiles again, which somebody else may have changed.
    void refresh();

    //! Duplicate, move up, move down, remove: for menus.
    const QList<QAction *> &ownActions() const { return m_own; }
    //! Whether the form shows a connection of the list, not a new one.
    bool showsSaved() const;
    void duplicateCurrent();
    void removeCurrent();
    void moveCurrent(int by); //!< up: -1, down: 1
    void askForImport();
    void askForExport();
    void importFile(const QString &path);
    Result<void> exportFile(const QString &path, const QList<Profile> &profiles) const;
    //! False while others look on: no secret can be shown.
    void setRevealAllowed(bool allowed);

    ProfileEditor *editor() const { return m_editor; }
    TestPanel *testPanel() const { return m_test; }
    QListView *list() const { return m_list; }
    QLineEdit *filter() const { return m_filter; }
    QPushButton *saveButton() const { return m_save; }
    UndoBar *undoBar() const { return m_undo; }

Q_SIGNALS:
    void profilesChanged();
    void environmentChanged();
    //! A file was dropped that holds a plan and no connections.
    void planDropped(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Draft
    {
        Profile profile;
        Secrets secrets;
    };
    struct Tested
    {
        Endpoint endpoint;
        ProfileHealth health;
        QString server;
    };

    QLayout *makeHead();
    QWidget *makeList();
    QWidget *makeEditor();
    void makeMenu();
    void connectParts();
    void reload(const QString &select);
    void showProfile(const Profile &profile);
    void currentChanged();
    void keepDraft();
    Secrets typedSecrets() const;
    void discard();
    void updateFoot();
    void updateKeeper();
    void bringBack(const Profile &profile, const QStringList &order);
    void secretFound(const QString &id, const QString &where);
    void testEnded(const Tested &tested);
    void imported(const Result<QList<Profile>> &profiles, const QString &path);
    void saveOrder(const QStringList &ids);

    ProfileStore m_store;
    ProfileSecrets *m_secrets;
    ProfileModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QListView *m_list;
    QLineEdit *m_filter;
    TextLabel *m_nothing;
    QLabel *m_keeper;
    ProfileEditor *m_editor;
    QLabel *m_title;
    EnvironmentTag *m_tag;
    QLabel *m_changes;
    QPushButton *m_export;
    QPushButton *m_duplicate;
    QToolButton *m_more;
    QList<QAction *> m_own;
    QPushButton *m_discard;
    QPushButton *m_save;
    TestPanel *m_test;
    UndoBar *m_undo;
    Profile m_shown;
    Tested m_tested; //!< the last test of what is in the form
    QHash<QString, Draft> m_drafts; //!< forms that were left with changes, by id
    bool m_switching = false;
};

} // namespace godwit
