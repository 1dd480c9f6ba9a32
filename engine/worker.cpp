// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/worker.h"

#include <QEventLoop>

#include <thread>

namespace godwit {

void runOnWorker(const std::function<void()> &task)
{
    QEventLoop loop;
    std::jthread thread([&task, &loop] {
        task();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
}

} // namespace godwit
