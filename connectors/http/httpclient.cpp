// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"

#include "connectors/http/httpbody.h"
#include "connectors/http/httperror.h"
#include "connectors/http/httpexchange.h"
#include "connectors/http/httplink.h"
#include "connectors/http/httpproxy.h"
#include "connectors/http/httptls.h"
#include "engine/requestlog.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QThread>
#include <QUrl>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace godwit {

Q_LOGGING_CATEGORY(httpLog, "godwit.http", QtWarningMsg)

namespace {

using namespace std::chrono_literals;
using Ending = HttpExchange::Ending;

constexpr int mostRedirects = 3;
constexpr auto defaultTimeout = 60'000ms;
constexpr auto firstPause = 200ms;
constexpr auto longestPause = 10'000ms;
// A server that wants more time than this gets it from the caller, who can show the reason meanwhile.
constexpr auto longestRetryAfter = 60'000ms;
constexpr qsizetype smallestPacked = 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HttpClient)
};

bool isRepeatable(const HttpRequest &request)
{
    return request.idempotent || request.method == Method::Get || request.method == Method::Head;
}

std::chrono::milliseconds timeoutOf(const HttpRequest &request)
{
    return request.timeout > 0ms ? request.timeout : std::chrono::milliseconds(defaultTimeout);
}

// Nothing that could end the line it stands in. Spaces are right in a content type, and encoded in a path.
bool isPrintable(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= ' ' && c < 127; });
}

// False if it was stopped meanwhile.
bool pause(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

std::chrono::milliseconds pauseBefore(int attempt, const Error &error)
{
    const auto full = std::min(longestPause, firstPause * (1 << std::min(attempt, 10)));
    const auto jittered = full / 2 + full * QRandomGenerator::global()->bounded(1000) / 2000;
    return std::max(error.retryAfter, jittered);
}

bool isWorthRepeating(const Error &error)
{
    return error.retryable && error.retryAfter <= longestRetryAfter
        && (error.kind == ErrorKind::Connection || error.kind == ErrorKind::Busy);
}

} // namespace

QByteArray verbOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

Result<QByteArray> authorizationHeader(const Endpoint &endpoint, const Secrets &secrets)
{
    const auto clean = [](const QString &secret) { return secret.trimmed().toUtf8(); };
    QByteArray header;
    switch (endpoint.auth) {
    case AuthKind::None:
        return header;
    case AuthKind::Basic:
        return "Basic " + QString(endpoint.user + QLatin1Char(':') + secrets.password).toUtf8().toBase64();
    case AuthKind::ApiKey: {
        const QByteArray key = clean(secrets.apiKey);
        header = "ApiKey " + (key.contains(':') ? key.toBase64() : key);
        break;
    }
    case AuthKind::Bearer:
        header = "Bearer " + clean(secrets.bearer);
        break;
    }
    if (std::any_of(header.cbegin(), header.cend(), [](char c) { return static_cast<unsigned char>(c) < ' '; })) {
        return fail(
            ErrorKind::Usage, Text::tr("The key or token holds a line break or control character. Enter it again."));
    }
    return header;
}

struct HttpClient::Private
{
    HttpObserver observer;
    RequestRecord origin; //!< what all records of this client have in common
    std::optional<Error> unusable; //!< why this endpoint can't be used at all
    QByteArray base; //!< scheme://host:port/prefix, percent-encoded
    QByteArray prefix; //!< of the path, without a slash at its end
    QByteArray authority; //!< host and port as the Host header wants them
    QUrl server;
    QByteArray auth;
    HttpTls trust;
    HttpProxy proxy;
    HttpErrors errors;
    Product product = Product::Unknown;
    Compression compression = Compression::Auto;
    HttpLink link;

    void configure(const Endpoint &endpoint, const Secrets &secrets);
    Result<void> check() const;
    bool compresses() const;
    QByteArray head(const HttpRequest &order, const QByteArray &target, qsizetype bodySize, bool packed) const;
    Result<HttpResponse> attempt(
        const HttpRequest &order, const QByteArray &target, const QByteArray &packed, std::stop_token stop);
    Result<HttpResponse> conclude(HttpExchange &exchange, Ending ending, const HttpRequest &order) const;
    Error faulty(const HttpExchange &exchange, const HttpRequest &order) const;
    Result<QByteArray> redirection(const HttpAnswer &answer, const QByteArray &from, bool mayFollow) const;
    void trace(
        const HttpRequest &order, const QByteArray &target, const HttpExchange &exchange, const QString &error) const;
};

void HttpClient::Private::configure(const Endpoint &endpoint, const Secrets &secrets)
{
    const auto take = [this](auto &&result, auto &value) {
        if (result)
            value = std::move(*result);
        else if (!unusable)
            unusable = result.error();
    };
    server = QUrl(endpoint.url.trimmed(), QUrl::StrictMode);
    server.setUserInfo({});
    server.setQuery(QString());
    server.setFragment({});
    if (server.host().isEmpty()
        || (server.scheme() != QLatin1String("http") && server.scheme() != QLatin1String("https"))) {
        unusable = Error{ErrorKind::Usage,
            Text::tr("The server's address can't be used. Write it like https://host:9200."), {}, 0, false, {}};
        return;
    }
    base = server.toEncoded();
    while (base.endsWith('/'))
        base.chop(1);
    prefix = server.path(QUrl::FullyEncoded).toLatin1();
    while (prefix.endsWith('/'))
        prefix.chop(1);
    authority = server.authority(QUrl::FullyEncoded).toLatin1();
    product = endpoint.product;
    origin.cluster = endpoint.profile.isEmpty() ? QString::fromLatin1(authority) : endpoint.profile;
    origin.address = QString::fromUtf8(base.left(base.size() - prefix.size()));
    origin.caFile = endpoint.caFile;
    origin.auth = endpoint.auth;
    take(HttpProxy::parse(endpoint.proxy, endpoint.proxyUser, secrets.proxyPassword), proxy);
    take(authorizationHeader(endpoint, secrets), auth);
    if (server.scheme() == QLatin1String("https"))
        take(HttpTls::make(endpoint), trust);
    errors = HttpErrors(QString::fromUtf8(base),
        {secrets.password, secrets.apiKey.trimmed(), secrets.bearer.trimmed(),
            QString::fromUtf8(auth.mid(auth.indexOf(' ') + 1)), proxy.password()});
}

Result<void> HttpClient::Private::check() const
{
    const QCoreApplication *app = QCoreApplication::instance();
    Q_ASSERT_X(!app || !app->inherits("QGuiApplication") || QThread::currentThread() != app->thread(),
        "HttpClient::send", "blocks, and so must not be called on the GUI thread");
    if (unusable)
        return fail(*unusable);
    return {};
}

bool HttpClient::Private::compresses() const
{
    return compression == Compression::On || (compression == Compression::Auto && !isLoopback(server.host()));
}

QByteArray HttpClient::Private::head(
    const HttpRequest &order, const QByteArray &target, qsizetype bodySize, bool packed) const
{
    const HttpLink::Route &route = link.route();
    QByteArray head;
    head.reserve(512 + target.size() + auth.size());
    head += verbOf(order.method) + ' '
        + (route.asksProxy() ? server.scheme().toLatin1() + "://" + authority : QByteArray()) + target
        + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: Godwit/" GODWIT_VERSION
        + "\r\nAccept: application/json, */*;q=0.5\r\nAccept-Encoding: " + (compresses() ? "gzip" : "identity")
        + "\r\n";
    if (!auth.isEmpty())
        head += "Authorization: " + auth + "\r\n";
    if (route.asksProxy() && !route.proxy.user().isEmpty()) {
        head += "Proxy-Authorization: Basic "
            + QString(route.proxy.user() + QLatin1Char(':') + route.proxy.password()).toUtf8().toBase64() + "\r\n";
    }
    if (!order.opaqueId.isEmpty())
        head += "X-Opaque-Id: " + order.opaqueId + "\r\n";
    if (bodySize > 0)
        head += "Content-Type: " + order.contentType + "\r\n";
    if (packed)
        head += "Content-Encoding: gzip\r\n";
    if (bodySize > 0 || order.method == Method::Post || order.method == Method::Put)
        head += "Content-Length: " + QByteArray::number(bodySize) + "\r\n";
    return head + "\r\n";
}

void HttpClient::Private::trace(
    const HttpRequest &order, const QByteArray &target, const HttpExchange &exchange, const QString &error) const
{
    const qsizetype question = target.indexOf('?');
    const QByteArray path = order.secretPath ? QByteArray("/") : question < 0 ? target : target.left(question);
    qCDebug(httpLog).noquote() << verbOf(order.method) << origin.address + QString::fromLatin1(path)
                               << exchange.answer().status() << exchange.elapsed().count() / 1000 << "ms" << error;
    if (RequestLog::shared().isRecording()) {
        RequestRecord record = origin;
        record.time = QDateTime::currentMSecsSinceEpoch()
            - std::chrono::round<std::chrono::milliseconds>(exchange.elapsed()).count();
        record.method = verbOf(order.method);
        record.path = path;
        if (question >= 0 && !order.secretPath)
            record.query = target.mid(question + 1);
        record.hasBody = !order.body.isEmpty();
        record.status = exchange.answer().status();
        record.microseconds = exchange.elapsed().count();
        record.sent = exchange.sent();
        record.received = exchange.answer().received();
        record.error = error;
        RequestLog::shared().add(std::move(record));
    }
    if (observer)
        observer({order.method, server.host(), path, exchange.answer().status(), exchange.elapsed(), exchange.sent(),
            exchange.answer().received(), error});
}

// Only to the same server: the credentials are for nobody else, and a migration must not end at a server nobody named.
Result<QByteArray> HttpClient::Private::redirection(
    const HttpAnswer &answer, const QByteArray &from, bool mayFollow) const
{
    const QByteArray location = answer.header("location");
    const QUrl target
        = QUrl::fromEncoded(server.toEncoded(QUrl::RemovePath) + from).resolved(QUrl::fromEncoded(location));
    const int usual = server.scheme() == QLatin1String("https") ? 443 : 80;
    const bool same = target.scheme() == server.scheme() && target.host() == server.host()
        && target.port(usual) == server.port(usual);
    if (same && mayFollow && !location.isEmpty())
        return target.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return fail(errors.redirected(
        target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment), answer.status()));
}

Error HttpClient::Private::faulty(const HttpExchange &exchange, const HttpRequest &order) const
{
    switch (exchange.answer().fault()) {
    case HttpAnswer::Fault::TooLarge:
        return errors.tooLarge(order.maxBytes);
    case HttpAnswer::Fault::Packing:
        return errors.damaged(Text::tr("The packed body is damaged."));
    case HttpAnswer::Fault::NotHttp:
        return errors.damaged(Text::tr("The answer does not begin like HTTP."));
    default:
        return errors.damaged(Text::tr("The answer breaks the rules of HTTP."));
    }
}

Result<HttpResponse> HttpClient::Private::conclude(
    HttpExchange &exchange, Ending ending, const HttpRequest &order) const
{
    HttpAnswer &answer = exchange.answer();
    switch (ending) {
    case Ending::Cancelled:
        return fail(HttpErrors::cancelled());
    case Ending::Silent:
        return fail(errors.timeout(timeoutOf(order), exchange.wasConnected()));
    case Ending::Faulty:
        return fail(faulty(exchange, order));
    case Ending::Stale:
    case Ending::Broken:
        if (!trust.refusal().isEmpty())
            return fail(ErrorKind::Tls, trust.refusal());
        return fail(errors.fromNetwork({exchange.socketError(), exchange.socketText(), link.route().encrypted,
            !trust.configuration().localCertificate().isNull(), link.route().proxy.type() != QNetworkProxy::NoProxy,
            exchange.wasConnected(), answer.hasBegun(), isRepeatable(order)}));
    case Ending::Answered:
        break;
    }
    if (answer.status() >= 400) {
        return fail(errors.fromStatus(
            {answer.status(), answer.takeBody(), answer.header("content-type"), answer.header("retry-after")}));
    }
    HttpResponse response;
    response.status = answer.status();
    response.contentType = answer.header("content-type");
    response.elapsed = exchange.elapsed();
    response.body = answer.takeBody();
    return response;
}

// One attempt, with its redirects. A kept connection that the server closed meanwhile is no attempt: if the request may
// be repeated it goes out once more, on a new connection.
Result<HttpResponse> HttpClient::Private::attempt(
    const HttpRequest &order, const QByteArray &start, const QByteArray &packed, std::stop_token stop)
{
    const bool readsOnly = order.method == Method::Get || order.method == Method::Head;
    const QByteArray &body = packed.isEmpty() ? order.body : packed;
    QByteArray target = start;
    for (int hop = 0;;) {
        const HttpExchange::Order wire{head(order, target, body.size(), !packed.isEmpty()), body,
            order.method == Method::Head, timeoutOf(order), order.maxBytes};
        trust.forgetRefusal();
        HttpExchange exchange(link, trust, wire);
        const Ending ending = exchange.run(stop);
        if (ending == Ending::Stale && isRepeatable(order))
            continue;
        const HttpAnswer &answer = exchange.answer();
        if (ending != Ending::Answered || answer.status() < 300 || answer.status() >= 400) {
            auto result = conclude(exchange, ending, order);
            trace(order, target, exchange, result ? QString() : result.error().summary);
            return result;
        }
        auto next = redirection(answer, target, readsOnly && hop++ < mostRedirects);
        trace(order, target, exchange, next ? QString() : next.error().summary);
        if (!next)
            return fail(next.error());
        target = *next;
    }
}

HttpClient::HttpClient(const Endpoint &endpoint, const Secrets &secrets, HttpObserver observer)
    : d(std::make_unique<Private>())
{
    d->observer = std::move(observer);
    d->configure(endpoint, secrets);
}

HttpClient::~HttpClient() = default;

Result<HttpResponse> HttpClient::send(const HttpRequest &request, std::stop_token stop)
{
    if (auto checked = d->check(); !checked)
        return fail(checked.error());
    QByteArray target = d->prefix + request.path;
    if (!request.query.isEmpty())
        target += '?' + request.query;
    if (!request.path.startsWith('/') || !isPrintable(target) || target.contains(' ')
        || !isPrintable(request.contentType)) {
        return fail(ErrorKind::Internal, Text::tr("A request was put together wrongly. Please report this."),
            QString::fromLatin1(request.path.toPercentEncoding("/")));
    }
    d->link.setRoute(
        {d->server.host(), quint16(d->server.port(d->server.scheme() == QLatin1String("https") ? 443 : 80)),
            d->server.scheme() == QLatin1String("https"), d->proxy.proxyFor(d->server)});
    // Milvus does not take packed requests.
    QByteArray packed;
    if (request.body.size() >= smallestPacked && d->compresses()
        && (d->compression == Compression::On || d->product != Product::Milvus))
        packed = gzip(request.body);
    for (int attempt = 0;; ++attempt) {
        if (stop.stop_requested())
            return fail(HttpErrors::cancelled());
        auto answer = d->attempt(request, target, packed, stop);
        if (answer || attempt >= request.retries || !isRepeatable(request) || !isWorthRepeating(answer.error()))
            return answer;
        if (!pause(pauseBefore(attempt, answer.error()), stop))
            return fail(HttpErrors::cancelled());
    }
}

TlsFacts HttpClient::tls() const
{
    return d->trust.facts();
}

QString HttpClient::address() const
{
    return QString::fromUtf8(d->base);
}

void HttpClient::setCompression(Compression compression)
{
    d->compression = compression;
}

} // namespace godwit
