// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectionpictures.h"

#include "widgets/connectionspage.h"
#include "widgets/testpanel.h"

#include <QUrl>

namespace godwit {
namespace {

struct Sample
{
    const char *name;
    QString url;
    const char *environment;
    const char *safety;
};

QString addressOf(const Endpoint &endpoint, const char *scheme)
{
    QUrl url(endpoint.url);
    url.setScheme(QLatin1String(scheme));
    return url.toString();
}

} // namespace

bool takeConnectionPictures(MainWindow &window, const ProfileStore &store, const Plan &plan,
    const std::function<bool(const QString &name)> &grab,
    const std::function<bool(const std::function<bool()> &)> &waitFor)
{
    if (!store.load().isEmpty())
        return grab(QStringLiteral("connections"));
    const Sample samples[] = {{"orders-old", addressOf(plan.source, "http"), "PROD", "read-only"},
        {"orders-new", addressOf(plan.target, "http"), "STAGING", "confirm"},
        // A server that speaks no TLS, asked for it: a step that fails.
        {"orders-edge", addressOf(plan.source, "https"), "TEST", "free"},
        {"search-dev", QStringLiteral("http://127.0.0.1:9"), "DEV", "free"},
        {"logs-archive", QStringLiteral("https://logs-archive.example:9200"), "PROD", "read-only"}};
    QStringList ids;
    for (const Sample &sample : samples) {
        Profile profile;
        profile.endpoint.profile = QLatin1String(sample.name);
        profile.endpoint.url = sample.url;
        profile.endpoint.environment = QLatin1String(sample.environment);
        profile.endpoint.safety = QLatin1String(sample.safety);
        if (!store.save(&profile))
            return false;
        ids.append(profile.id);
    }
    if (!store.setOrder(ids))
        return false;
    ConnectionsPage *page = window.connections();
    page->refresh();
    window.showPage(QStringLiteral("connections"));
    const TestPanel *panel = page->testPanel();
    const auto tested = [&](int place) {
        page->select(ids.at(place));
        page->test();
        return waitFor([panel] { return !panel->running(); });
    };
    for (const int place : {3, 1}) {
        if (!tested(place))
            return false;
    }
    return tested(2) && grab(QStringLiteral("connection-test")) && tested(0) && grab(QStringLiteral("connections"));
}

} // namespace godwit
