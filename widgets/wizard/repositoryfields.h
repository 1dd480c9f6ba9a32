// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QWidget;

namespace godwit {

//! A field of a form with its name before it, and a hint as tool tip and description.
void addFormRow(QFormLayout *form, QWidget *field, const QString &name, const QString &hint);

//! Type and place of a repository: the fields of every form that asks for one, and what they mean to a plan. The form
//! that shows them owns them.
class RepositoryFields
{
public:
    //! `registered`: that it is registered already is offered as well.
    explicit RepositoryFields(bool registered);

    QComboBox *type() const { return m_type; }
    QLineEdit *place() const { return m_place; } //!< folder, bucket, container or URL
    QLineEdit *path() const { return m_path; } //!< inside a bucket or container
    QLineEdit *client() const { return m_client; } //!< whose keys open the bucket or container
    static QString typeHint();
    static QString placeHint();
    static QString pathHint();
    static QString clientHint();

    //! "fs", "s3", "gcs", "azure", "url"; empty: registered already.
    QString kind() const;
    //! Whether it is a store with buckets or containers: with a path inside, and clients.
    bool isStore() const;
    //! The names of the settings follow the type.
    void follow();
    //! `repository` as a plan has it: name, type, settings.
    void setRepository(const QJsonObject &repository);
    //! With type and settings of the fields; settings of that type without a field stay.
    QJsonObject put(QJsonObject repository) const;
    //! What is missing, in a few words; empty when nothing is.
    QString obstacle() const;

private:
    QComboBox *m_type;
    QLineEdit *m_place;
    QLineEdit *m_path;
    QLineEdit *m_client;
};

} // namespace godwit
