// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/profilecheck.h"

#include <QMap>
#include <QWidget>

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace godwit {

class FieldRow;
class Segments;
struct AddressParts;

//! The fields of one connection. Knows what was changed and what is wrong; saves nothing itself.
class ProfileEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit ProfileEditor(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    Profile profile() const;
    //! What a test found out; no change of the form.
    void setSeen(const Profile &profile);
    //! Names that are taken.
    void setOtherNames(const QStringList &names) { m_otherNames = names; }
    //! What was typed; empty fields mean: as it is kept.
    Secrets secrets() const;
    bool secretTyped() const;
    bool proxySecretTyped() const;
    //! Where the secret is kept; empty: nowhere.
    void setSecretPlace(const QString &text);
    void setProxySecretPlace(const QString &text);
    //! Where one will be kept that is typed now: said next to the field while none is kept.
    void setSecretsLast(bool last);
    //! The answer to `revealRequested`.
    void showSecret(const Secrets &secrets);
    //! False while others look on: the reveal button is gone and everything is hidden at once.
    void setRevealAllowed(bool allowed);
    //! Names of the fields that differ from what was set.
    QStringList changes() const;
    //! Puts a message below every field with a problem and the keyboard into the first; true when there is none.
    bool validate();
    QString message(ProfileField field) const;
    void pin(const CertificateFacts &certificate);
    //! What was typed over what is saved, for a form that was left and is come back to.
    void setDraft(const Profile &draft);

    QLineEdit *name() const { return m_name; }
    QLineEdit *address() const { return m_address; }
    QLineEdit *user() const { return m_user; }
    QLineEdit *password() const { return m_secret; } //!< or key, or token
    QLineEdit *proxyAddress() const { return m_proxyAddress; }
    QLineEdit *proxyUser() const { return m_proxyUser; }
    QLineEdit *proxyPassword() const { return m_proxySecret; }
    QComboBox *product() const { return m_product; }
    QComboBox *signIn() const { return m_signIn; }
    QComboBox *trust() const { return m_trust; }
    QComboBox *proxy() const { return m_proxy; }
    QLineEdit *caFile() const { return m_caFile; }
    QLineEdit *fingerprint() const { return m_fingerprint; }
    Segments *environment() const { return m_environment; }
    Segments *safety() const { return m_safety; }
    QAction *reveal() const { return m_reveal; }

Q_SIGNALS:
    void edited();
    void revealRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillBoxes();
    void makeForm();
    void connectFields();
    FieldRow *addRow(const QString &label, QWidget *field, QWidget *input = nullptr, const QString &hint = {});
    FieldRow *addRow(
        ProfileField field, const QString &label, QWidget *widget, QWidget *input = nullptr, const QString &hint = {});
    QWidget *fileRow(QLineEdit *edit, const QString &title);
    QWidget *secretRow();
    void setRowVisible(FieldRow *row, bool visible);
    void updateVisibility();
    void updateHints();
    void takeAddress();
    void takeProxyText();
    void takeParts(const AddressParts &parts);
    void chooseFile(QLineEdit *edit, const QString &title);
    void toggleReveal(bool on);
    void check(ProfileField field);
    void recheck();
    ProfileDraft draft() const;

    QFormLayout *m_form;
    Profile m_original;
    QStringList m_otherNames;
    QLineEdit *m_name;
    QLineEdit *m_address;
    QComboBox *m_product;
    Segments *m_environment;
    Segments *m_safety;
    QComboBox *m_signIn;
    QLineEdit *m_user;
    QLineEdit *m_secret;
    QAction *m_reveal = nullptr;
    QLabel *m_place;
    QComboBox *m_trust;
    QLineEdit *m_caFile;
    QLineEdit *m_fingerprint;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QComboBox *m_proxy;
    QLineEdit *m_proxyAddress;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxySecret;
    bool m_proxySecretKept = false;
    FieldRow *m_addressRow = nullptr;
    FieldRow *m_productRow = nullptr;
    FieldRow *m_safetyRow = nullptr;
    QMap<ProfileField, FieldRow *> m_rows; //!< those that can be wrong
    QString m_revealed; //!< shown from the keychain, so not typed
    QString m_placeText;
    CertificateFacts m_pinned;
    bool m_secretsLast = true;
    qsizetype m_addressLength = 0;
    bool m_loading = false;
};

} // namespace godwit
