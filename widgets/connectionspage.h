// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiontester.h"
#include "models/profilestore.h"
#include "widgets/panels.h"

#include <QHash>
#include <QWidget>

#include <memory>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedLayout;

namespace godwit {

class EnvironmentTag;
class ProfileEditor;
class ProfileModel;
class TestPanel;

//! Saved connections, the fields of one, and its test.
class ConnectionsPage final : public QWidget
{
    Q_OBJECT
public:
    //! `secrets` is used from worker threads only, and may be null: then nothing is kept beyond this session.
    ConnectionsPage(ProfileStore store, SecretStore *secrets, ConnectionTester *tester, QWidget *parent = nullptr);

    void newConnection();
    void save();
    void test();
    void focusFilter();
    int count() const;
    QString environment() const; //!< of the shown profile
    bool hasUnsavedChanges() const;
    void select(const QString &id);

    ProfileEditor *editor() const { return m_editor; }
    TestPanel *testPanel() const { return m_test; }
    QListView *list() const { return m_list; }
    QPushButton *saveButton() const { return m_save; }

Q_SIGNALS:
    void profilesChanged();
    void environmentChanged();

private:
    QWidget *makeList();
    QWidget *makeEditor();
    void reload(const QString &select);
    void showProfile(const Profile &profile);
    void currentChanged();
    void updateFoot();
    void removeCurrent();
    void keepSecrets(const Profile &profile);
    void lookForSecret(const Profile &profile);
    void testEnded(const QString &version);

    ProfileStore m_store;
    SecretStore *m_secrets;
    ProfileModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QListView *m_list;
    QLineEdit *m_filter;
    QLabel *m_keeper;
    ProfileEditor *m_editor;
    QLabel *m_title;
    EnvironmentTag *m_tag;
    QLabel *m_changes;
    QPushButton *m_remove;
    QPushButton *m_discard;
    QPushButton *m_save;
    TestPanel *m_test;
    Profile m_shown;
    QHash<QString, Secrets> m_session; //!< typed here and not kept elsewhere
};

} // namespace godwit
