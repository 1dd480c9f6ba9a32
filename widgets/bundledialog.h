// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/diagnosticbundle.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;
class QPushButton;

namespace godwit {

class Note;

//! A migration that a bundle can be about.
struct BundleJob
{
    QString title;
    QString job; //!< empty: it has not run
    std::optional<Plan> plan; //!< nothing: not known yet
};

//! Lists what goes into a diagnostic bundle, shows each piece as it will be written, and saves them as one file.
class BundleDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Collects the sources for a migration; without a title: for none. Blocks, and so is called on a worker thread.
    using Gather = std::function<BundleSources(const BundleJob &job)>;

    BundleDialog(QList<BundleJob> jobs, Gather gather, QWidget *parent = nullptr);

    QComboBox *migration() const { return m_migration; }
    QCheckBox *maskNames() const { return m_mask; }
    QListWidget *list() const { return m_list; }
    QPlainTextEdit *preview() const { return m_preview; }
    QPushButton *saveButton() const { return m_save; }
    Note *note() const { return m_note; }
    //! What is ticked, as it will be written.
    QList<BundlePiece> chosen() const;
    //! Writes them to `path`; note() says how that went.
    void save(const QString &path);

private:
    QWidget *makeHead();
    QWidget *makeLists();
    void gather();
    void make();
    void takePieces(const QList<BundlePiece> &pieces);
    void showPiece(int row);
    void askForPath();
    void updateSave();

    QList<BundleJob> m_jobs;
    Gather m_gather;
    QComboBox *m_migration;
    QCheckBox *m_mask;
    QListWidget *m_list;
    QPlainTextEdit *m_preview;
    Note *m_note;
    QPushButton *m_save;
    BundleSources m_sources;
    QList<BundlePiece> m_pieces;
    int m_asked = 0; //!< the newest question wins
};

} // namespace godwit
