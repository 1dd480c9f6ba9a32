// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace godwit {

enum class StateTone;

//! The pages of the window; open migrations stand below Migrations.
class Navigation final : public QTreeView
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    void addPage(const QString &key, const QString &icon, const QString &title);
    void setCount(const QString &key, int count);
    void setMigration(const QString &key, const QString &icon, int tone, const QString &title);
    void removeMigration(const QString &key);
    void setCurrent(const QString &key);
    QString current() const;

Q_SIGNALS:
    void chosen(const QString &key);

protected:
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;

private:
    void fitWidth();
    QStandardItem *find(const QString &key) const;
    QStandardItemModel *m_model;
};

} // namespace godwit
