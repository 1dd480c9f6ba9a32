// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/repairrun.h"
#include "models/jobsession.h"

#include <QDialog>
#include <optional>

class QLineEdit;
class QPushButton;
class QRadioButton;
class QTableView;

namespace godwit {

class RepairListModel;

//! Stops now; asks what happens to what is on the target, and counts it.
class AbortDialog final : public QDialog
{
    Q_OBJECT
public:
    AbortDialog(const SessionInfo &info, const JobSnapshot &snapshot, QWidget *parent = nullptr);
    AbortChoice choice() const;
    QRadioButton *removeButton() const { return m_remove; }

private:
    QRadioButton *m_keep;
    QRadioButton *m_remove;
};

//! Before a write block is lifted: names what happens, and asks for the source's name when it is tagged PROD.
class RollBackDialog final : public QDialog
{
    Q_OBJECT
public:
    RollBackDialog(const Plan &plan, const QStringList &blocked, QWidget *parent = nullptr);
    QLineEdit *edit() const { return m_edit; }
    QPushButton *acceptButton() const { return m_accept; }

private:
    QLineEdit *m_edit;
    QPushButton *m_accept;
};

//! Before a plan that replaces goes on: names the cluster and counts what it loses. The name has to be typed for PROD.
class ReplaceDialog final : public QDialog
{
    Q_OBJECT
public:
    ReplaceDialog(const Endpoint &target, const QStringList &indices, qint64 documents, QWidget *parent = nullptr);
    QLineEdit *edit() const { return m_edit; } //!< null unless the target is tagged PROD
    QPushButton *acceptButton() const { return m_accept; }

private:
    QLineEdit *m_edit = nullptr;
    QPushButton *m_accept;
};

//! What a repair, or taking one back, is about to write.
struct RepairQuestion
{
    Endpoint source;
    Endpoint target;
    RepairPlan plan;
    QString undoFile;
    bool undo = false;
};

//! Before documents of a target are repaired, or put back: says what happens, and lists each of them. The name has to
//! be typed for PROD.
class RepairDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit RepairDialog(const RepairQuestion &question, QWidget *parent = nullptr);
    QString text() const { return m_text; }
    QTableView *list() const { return m_list; }
    //! To the documents before and behind those that are listed; null unless there are more than a view shows.
    QPushButton *beforeButton() const { return m_before; }
    QPushButton *behindButton() const { return m_behind; }
    QLineEdit *edit() const { return m_edit; } //!< null unless the target is tagged PROD
    QPushButton *acceptButton() const { return m_accept; }

private:
    QLayout *makeList(const RepairPlan &plan);
    QLayout *makeWindowButtons(RepairListModel *model);

    QString m_text;
    QTableView *m_list;
    QPushButton *m_before = nullptr;
    QPushButton *m_behind = nullptr;
    QLineEdit *m_edit = nullptr;
    QPushButton *m_accept;
};

//! For targets tagged PROD: the name has to be typed. `more`: what else the operator should know.
class ProductionDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ProductionDialog(const QString &name, QWidget *parent = nullptr, const QString &more = {});
    QLineEdit *edit() const { return m_edit; }
    QPushButton *acceptButton() const { return m_accept; }

private:
    QLineEdit *m_edit;
    QPushButton *m_accept;
};

} // namespace godwit
