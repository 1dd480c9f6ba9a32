// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QHash>
#include <QObject>

class QTableView;
class QWidget;

namespace godwit {

//! Larger text, and pseudonyms wherever a host, a user or a cluster would be read: in fields and rich text, which the
//! style does not paint, and on the clipboard, whoever copies. A field with the property "secret" can't be revealed.
class PresentationMode final : public QObject
{
    Q_OBJECT
public:
    explicit PresentationMode(QWidget *window);
    ~PresentationMode() override;
    void setActive(bool active);
    //! How much larger text becomes, above 1.
    void setFactor(double factor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void scale(double factor);
    void scaleTable(QTableView *table, double factor);
    void hideSecrets(bool hidden);
    void maskClipboard();

    QWidget *m_window;
    double m_factor = 1.25;
    QFont m_usual;
    QHash<const QTableView *, QByteArray> m_columns; //!< as they were before
};

} // namespace godwit
