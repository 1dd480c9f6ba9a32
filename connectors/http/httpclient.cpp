// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"

#include "connectors/http/httpbody.h"
#include "connectors/http/httperror.h"
#include "connectors/http/httpexchange.h"
#include "connectors/http/httpproxy.h"
#include "connectors/http/httptls.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QRandomGenerator>
#include <QThread>
#include <QUrl>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace godwit {

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

bool isRepeatable(const HttpRequest &request)
{
    return request.idempotent || request.method == Method::Get || request.method == Method::Head;
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

Result<QByteArray> authorization(const Endpoint &endpoint, const Secrets &secrets)
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

} // namespace

struct HttpClient::Private
{
    HttpObserver observer;
    std::optional<Error> unusable; //!< why this endpoint can't be used at all
    QByteArray base; //!< scheme://host:port/prefix, percent-encoded
    QUrl server;
    QByteArray auth;
    HttpTls trust;
    HttpProxy proxy;
    HttpErrors errors;
    Product product = Product::Unknown;
    Compression compression = Compression::Auto;
    bool clientCertificate = false;
    std::unique_ptr<QNetworkAccessManager> manager;

    void configure(const Endpoint &endpoint, const Secrets &secrets);
    Result<void> prepare();
    bool compresses() const;
    QNetworkRequest request(const HttpRequest &order, const QUrl &url, bool packed) const;
    Result<HttpResponse> follow(
        const HttpRequest &order, const QUrl &url, const QByteArray &packed, std::stop_token stop);
    Result<HttpResponse> conclude(HttpExchange &exchange, Ending ending, const HttpExchange::Order &order);
    Result<QUrl> redirection(const HttpExchange &exchange, const QUrl &from, bool mayFollow) const;
    void trace(const HttpRequest &order, const QUrl &url, const HttpExchange &exchange, const QString &error) const;
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
    product = endpoint.product;
    clientCertificate = !endpoint.clientCertificate.isEmpty();
    take(HttpProxy::parse(endpoint.proxy), proxy);
    take(authorization(endpoint, secrets), auth);
    if (server.scheme() == QLatin1String("https"))
        take(HttpTls::make(endpoint), trust);
    errors = HttpErrors(QString::fromUtf8(base),
        {secrets.password, secrets.apiKey.trimmed(), secrets.bearer.trimmed(),
            QString::fromUtf8(auth.mid(auth.indexOf(' ') + 1)), proxy.password()});
}

// The manager lives on the thread that sends. A client handed to another thread between two requests gets a new one.
Result<void> HttpClient::Private::prepare()
{
    const QCoreApplication *app = QCoreApplication::instance();
    Q_ASSERT_X(!app || !app->inherits("QGuiApplication") || QThread::currentThread() != app->thread(),
        "HttpClient::send", "blocks, and so must not be called on the GUI thread");
    if (unusable)
        return fail(*unusable);
    if (manager && manager->thread() == QThread::currentThread())
        return {};
    manager = std::make_unique<QNetworkAccessManager>();
    manager->setAutoDeleteReplies(false);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setProxyFactory(new HttpProxy(proxy));
    return {};
}

bool HttpClient::Private::compresses() const
{
    return compression == Compression::On || (compression == Compression::Auto && !isLoopback(server.host()));
}

QNetworkRequest HttpClient::Private::request(const HttpRequest &order, const QUrl &url, bool packed) const
{
    QNetworkRequest request(url);
    // HTTP/1.1 only: a copier has one big request in flight, multiplexing would cost and gain nothing.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setDecompressedSafetyCheckThreshold(-1);
    // Naming it ourselves keeps Qt from inflating, which it does twice: once to count, once to read.
    request.setRawHeader("Accept-Encoding", compresses() ? "gzip" : "identity");
    request.setRawHeader("Accept", "application/json, */*;q=0.5");
    request.setRawHeader("User-Agent", "Godwit/" GODWIT_VERSION);
    if (!auth.isEmpty())
        request.setRawHeader("Authorization", auth);
    if (!order.body.isEmpty())
        request.setRawHeader("Content-Type", order.contentType);
    if (packed)
        request.setRawHeader("Content-Encoding", "gzip");
    if (url.scheme() == QLatin1String("https"))
        request.setSslConfiguration(trust.configuration());
    return request;
}

void HttpClient::Private::trace(
    const HttpRequest &order, const QUrl &url, const HttpExchange &exchange, const QString &error) const
{
    if (!observer)
        return;
    observer({order.method, url.host(), url.path(QUrl::FullyEncoded).toLatin1(), exchange.status(), exchange.elapsed(),
        exchange.sent(), exchange.received(), error});
}

// Only to the same server: the credentials are for nobody else, and a migration must not end at a server nobody named.
Result<QUrl> HttpClient::Private::redirection(const HttpExchange &exchange, const QUrl &from, bool mayFollow) const
{
    const QUrl target = from.resolved(QUrl::fromEncoded(exchange.header("Location")));
    const int usual = from.scheme() == QLatin1String("https") ? 443 : 80;
    const bool same
        = target.scheme() == from.scheme() && target.host() == from.host() && target.port(usual) == from.port(usual);
    if (same && mayFollow && exchange.header("Location").size() > 0)
        return target;
    return fail(errors.redirected(
        target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment), exchange.status()));
}

Result<HttpResponse> HttpClient::Private::conclude(
    HttpExchange &exchange, Ending ending, const HttpExchange::Order &order)
{
    switch (ending) {
    case Ending::Cancelled:
        return fail(HttpErrors::cancelled());
    case Ending::Silent:
        return fail(errors.timeout(order.timeout, exchange.moved()));
    case Ending::TooLarge:
        return fail(errors.tooLarge(order.maxBytes));
    case Ending::Damaged:
        return fail(errors.damaged(QStringLiteral("gzip")));
    case Ending::Broken:
        if (!trust.refusal().isEmpty())
            return fail(ErrorKind::Tls, trust.refusal());
        return fail(errors.fromNetwork({exchange.networkError(), exchange.networkText(),
            server.scheme() == QLatin1String("https"), clientCertificate, exchange.status() != 0, order.repeatable}));
    case Ending::Answered:
        break;
    }
    if (exchange.status() >= 400) {
        return fail(errors.fromStatus(
            {exchange.status(), exchange.takeBody(), exchange.header("Content-Type"), exchange.header("Retry-After")}));
    }
    HttpResponse response;
    response.status = exchange.status();
    response.contentType = exchange.header("Content-Type");
    response.elapsed = exchange.elapsed();
    response.body = exchange.takeBody();
    return response;
}

Result<HttpResponse> HttpClient::Private::follow(
    const HttpRequest &order, const QUrl &start, const QByteArray &packed, std::stop_token stop)
{
    const bool readsOnly = order.method == Method::Get || order.method == Method::Head;
    QUrl url = start;
    for (int hop = 0;; ++hop) {
        const HttpExchange::Order wire{request(order, url, !packed.isEmpty()), verbOf(order.method),
            packed.isEmpty() ? order.body : packed, isRepeatable(order),
            order.timeout > 0ms ? order.timeout : std::chrono::milliseconds(defaultTimeout), order.maxBytes};
        trust.forgetRefusal();
        HttpExchange exchange(*manager, trust, wire);
        const Ending ending = exchange.run(stop);
        const bool sentOn = ending == Ending::Answered && exchange.status() >= 300 && exchange.status() < 400;
        if (!sentOn) {
            auto answer = conclude(exchange, ending, wire);
            trace(order, url, exchange, answer ? QString() : answer.error().summary);
            return answer;
        }
        auto next = redirection(exchange, url, readsOnly && hop < mostRedirects);
        trace(order, url, exchange, next ? QString() : next.error().summary);
        if (!next)
            return fail(next.error());
        url = *next;
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
    if (auto ready = d->prepare(); !ready)
        return fail(ready.error());
    QByteArray address = d->base + request.path;
    if (!request.query.isEmpty())
        address += '?' + request.query;
    const QUrl url = QUrl::fromEncoded(address, QUrl::StrictMode);
    if (!url.isValid() || !request.path.startsWith('/')) {
        return fail(ErrorKind::Internal, Text::tr("A request was put together wrongly. Please report this."),
            QString::fromLatin1(request.path));
    }
    // Milvus does not take packed requests.
    QByteArray packed;
    if (request.body.size() >= smallestPacked && d->compresses()
        && (d->compression == Compression::On || d->product != Product::Milvus))
        packed = gzip(request.body);
    for (int attempt = 0;; ++attempt) {
        if (stop.stop_requested())
            return fail(HttpErrors::cancelled());
        auto answer = d->follow(request, url, packed, stop);
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
