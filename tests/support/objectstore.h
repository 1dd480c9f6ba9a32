// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QString>

//! Ends the test function when an ObjectStore is not up, naming the reason.
#define VERIFY_STORE(store) QVERIFY2((store).isUp(), qPrintable((store).error()))

namespace godwit::test {

//! A store on 127.0.0.1 that speaks S3 and checks who asks. It has one bucket and two accounts, "writer" and "reader".
//! Starts in the constructor; is gone after the destructor, and also when the test crashes: it ends with its input. The
//! first start on a machine downloads it.
class ObjectStore
{
public:
    ObjectStore();
    ~ObjectStore();
    Q_DISABLE_COPY_MOVE(ObjectStore)

    bool isUp() const { return m_error.isEmpty(); }
    QString error() const { return m_error; }
    QString url() const;
    QString bucket() const;
    //! What a keystore needs so that the plugin's client `client` is that account.
    QMap<QString, QString> keys(const QString &client, const QString &account) const;

private:
    QProcess m_process;
    QJsonObject m_told;
    QString m_error;
};

} // namespace godwit::test
