// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/profilestore.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace godwit {

//! The fields of one connection. Knows what was changed; saves nothing itself.
class ProfileEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit ProfileEditor(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    Profile profile() const;
    //! What was typed; empty fields mean: as it is kept.
    Secrets secrets() const;
    bool secretTyped() const;
    void setSecretPlace(const QString &text);
    //! Names of the fields that differ from what was set.
    QStringList changes() const;

    QLineEdit *name() const { return m_name; }
    QLineEdit *address() const { return m_address; }
    QLineEdit *user() const { return m_user; }
    QLineEdit *password() const { return m_password; }
    QComboBox *signIn() const { return m_signIn; }
    QComboBox *trust() const { return m_trust; }

Q_SIGNALS:
    void edited();

private:
    QWidget *makeSegments(QButtonGroup *group, const QStringList &names, const QString &what, const QString &look);
    void makeForm();
    void addField(const QString &label, QWidget *field, QWidget *buddy = nullptr);
    void updateVisibility();
    void takeAddress();
    void chooseFile(QLineEdit *edit, const QString &title);
    QWidget *fileRow(QLineEdit *edit, const QString &title);
    void setRowVisible(QWidget *field, bool visible);

    QFormLayout *m_form;
    Profile m_original;
    QLineEdit *m_name;
    QLineEdit *m_address;
    QComboBox *m_product;
    QButtonGroup *m_environment;
    QButtonGroup *m_safety;
    QComboBox *m_signIn;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_key;
    QLabel *m_place;
    QComboBox *m_trust;
    QLineEdit *m_caFile;
    QLineEdit *m_fingerprint;
    QComboBox *m_proxy;
    QLineEdit *m_proxyAddress;
    QWidget *m_passwordRow;
    QWidget *m_caRow;
    qsizetype m_addressLength = 0;
    bool m_loading = false;
};

} // namespace godwit
