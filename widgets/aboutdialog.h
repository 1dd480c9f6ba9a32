// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/library.h"

#include <QDialog>
#include <QList>

namespace godwit {

//! Version, licence, and what Godwit is built with.
class AboutDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(const QList<Library> &libraries, QWidget *parent = nullptr);
    //! All of it as text, for a report of a fault.
    QString text() const { return m_text; }

private:
    QWidget *makeLibraries(const QList<Library> &libraries);
    QString m_text;
};

} // namespace godwit
