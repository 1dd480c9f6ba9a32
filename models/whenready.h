// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>

namespace godwit {

//! Calls `then` with the future's result on the thread of `context`, which is the caller's; never, where `context` is
//! gone by then. (QFuture::then() of Qt 6.4 ends a debug build in that case, so nothing here uses it.)
template <typename T, typename Then>
void whenReady(const QFuture<T> &future, QObject *context, Then then)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            then(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace godwit
