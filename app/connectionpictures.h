// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "widgets/mainwindow.h"

#include <functional>

namespace godwit {

//! Pictures of the page Connections: profiles for both sides of a plan are saved and really tested. Does nothing but
//! take one picture when there are profiles already, which are somebody's own.
bool takeConnectionPictures(MainWindow &window, const ProfileStore &store, const Plan &plan,
    const std::function<bool(const QString &name)> &grab,
    const std::function<bool(const std::function<bool()> &)> &waitFor);

} // namespace godwit
