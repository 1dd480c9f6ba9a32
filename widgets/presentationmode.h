// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
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
    //! A page that came while presenting: its tables get fitting columns too.
    void adopt(QWidget *page);
    //! Paints everything again: other names are masked now.
    void refresh();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void scale(double factor);
    static void scaleTable(QTableView *table, double factor);
    void hideSecrets(bool hidden);
    void maskClipboard();

    QWidget *m_window;
    double m_factor = 1.25;
    QFont m_usual;
};

} // namespace godwit
