// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httperror.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace godwit {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HttpErrors)
};

constexpr qsizetype longestDetail = 2000;
constexpr qsizetype longestReason = 240;
constexpr qsizetype largestErrorBody = 1024 * 1024;

QString shortened(const QString &text, qsizetype longest)
{
    return text.size() <= longest ? text : QString(text.left(longest - 1) + QChar(0x2026));
}

QString typedReason(const QJsonObject &cause)
{
    const QString type = cause.value(QLatin1String("type")).toString();
    const QString reason = cause.value(QLatin1String("reason")).toString();
    if (type.isEmpty() || reason.isEmpty())
        return type.isEmpty() ? reason : type;
    return type + QLatin1String(": ") + reason;
}

// root_cause first, since the outer reason is often just "all shards failed"; then the chain of caused_by.
QString searchReason(const QJsonObject &error)
{
    QStringList parts;
    const auto add = [&parts](const QString &part) {
        if (!part.isEmpty() && !parts.contains(part))
            parts += part;
    };
    const QJsonArray roots = error.value(QLatin1String("root_cause")).toArray();
    if (!roots.isEmpty())
        add(typedReason(roots.first().toObject()));
    add(typedReason(error));
    const QJsonArray shards = error.value(QLatin1String("failed_shards")).toArray();
    if (!shards.isEmpty())
        add(typedReason(shards.first().toObject().value(QLatin1String("reason")).toObject()));
    QJsonObject cause = error;
    for (int depth = 0; depth < 5 && cause.contains(QLatin1String("caused_by")); ++depth) {
        cause = cause.value(QLatin1String("caused_by")).toObject();
        add(typedReason(cause));
    }
    return parts.join(QLatin1String("; "));
}

QString jsonReason(const QJsonObject &body)
{
    const QJsonValue error = body.value(QLatin1String("error"));
    if (error.isObject())
        return searchReason(error.toObject());
    const QString message = body.value(QLatin1String("message")).toString();
    if (!message.isEmpty())
        return message;
    return error.toString();
}

QString htmlReason(QString html)
{
    static const QRegularExpression hidden(QStringLiteral("<(script|style|head)\\b.*?</\\1\\s*>"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression title(QStringLiteral("<title[^>]*>(.*?)</title\\s*>"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    const QString heading = title.match(html).captured(1).simplified();
    html.remove(hidden).replace(tags, QStringLiteral(" "));
    html.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&nbsp;"), QLatin1String(" "))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
    const QString text = html.simplified();
    if (text.isEmpty() || text.startsWith(heading))
        return text.isEmpty() ? heading : text;
    return heading.isEmpty() ? text : QString(heading + QLatin1String(": ") + text);
}

bool looksLikeHtml(const QByteArray &body, const QByteArray &contentType)
{
    if (contentType.toLower().startsWith("text/html"))
        return true;
    const QByteArray start = body.left(256).trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html");
}

// Flood stage: the disk is nearly full and the index may only shrink. It passes, in newer versions by itself.
bool isFloodStage(const QByteArray &body)
{
    return body.contains("[FORBIDDEN/12/") || body.contains("TOO_MANY_REQUESTS/12");
}

ErrorKind kindOf(const HttpFailure &failure)
{
    switch (failure.status) {
    case 401:
        return ErrorKind::Authentication;
    case 403:
        if (isFloodStage(failure.body))
            return ErrorKind::Busy;
        return failure.body.contains("cluster_block_exception") ? ErrorKind::Blocked : ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    case 413:
        return ErrorKind::TooLarge;
    case 429:
    case 502:
    case 503:
    case 504:
        return ErrorKind::Busy;
    default:
        return failure.status < 500 ? ErrorKind::Refused : ErrorKind::Server;
    }
}

// %1 the address, %2 the status.
QString busySentence(const HttpFailure &failure)
{
    if (isFloodStage(failure.body))
        return Text::tr("%1 takes no writes because a disk is nearly full (%2). Free disk space there.");
    switch (failure.status) {
    case 429:
        return Text::tr("%1 has too much to do (%2). Wait, or send less at a time.");
    case 502:
    case 504:
        return Text::tr(
            "A proxy before %1 gets no answer from the server (%2). Check that the server runs, then try again.");
    default:
        return Text::tr("%1 is not ready (%2). Wait, and check that the cluster has its nodes.");
    }
}

QString sentenceFor(ErrorKind kind, const HttpFailure &failure)
{
    switch (kind) {
    case ErrorKind::Authentication:
        return Text::tr("%1 did not accept the credentials (%2). Check user, password or key.");
    case ErrorKind::Forbidden:
        return Text::tr(
            "The credentials for %1 do not allow this (%2). Grant the missing right, or use another account.");
    case ErrorKind::Blocked:
        return Text::tr("A block at %1 stands in the way (%2). Lift it, then try again.");
    case ErrorKind::NotFound:
        return Text::tr("%1 does not know what was asked for (%2). Check the name and the address.");
    case ErrorKind::Conflict:
        return Text::tr("%1 already holds something newer or in conflict (%2). Look at the detail.");
    case ErrorKind::TooLarge:
        return Text::tr("The request is too large for %1 or a proxy before it (%2). Send less at a time.");
    case ErrorKind::Busy:
        return busySentence(failure);
    case ErrorKind::Refused:
        return Text::tr("%1 refused the request (%2). Look at its reason.");
    default:
        return Text::tr("%1 failed while it worked on the request (%2). Look at its log.");
    }
}

Error connectionError(const QString &summary, const QString &detail, bool retryable = true)
{
    return {ErrorKind::Connection, summary, detail, 0, retryable, {}};
}

} // namespace

HttpErrors::HttpErrors(QString address, QStringList secrets)
    : m_address(std::move(address)), m_secrets(std::move(secrets))
{
    m_secrets.removeAll(QString());
    // The longest first: a short secret may be part of a longer one.
    std::sort(
        m_secrets.begin(), m_secrets.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

QString HttpErrors::scrub(QString text) const
{
    static const QString hidden = QStringLiteral("\u2022\u2022\u2022");
    for (const QString &secret : m_secrets)
        text.replace(secret, hidden);
    static const QRegularExpression userInfo(QStringLiteral("(\\w://)[^/\\s@\"']+@"));
    static const QRegularExpression named(
        QStringLiteral("(\"?\\b[\\w.-]*(?:password|passwd|secret(?:_key)?|api_key|apikey|access_key|token|"
                       "authorization)\\b\"?\\s*[:=]\\s*)"
                       "(\"(?:[^\"\\\\]|\\\\.)*\"|(?:(?:Basic|ApiKey|Bearer)\\s+)?[^\\s,;}\\]]+)"),
        QRegularExpression::CaseInsensitiveOption);
    text.replace(userInfo, QString(QStringLiteral("\\1") + hidden + QLatin1Char('@')));
    text.replace(named, QString(QStringLiteral("\\1") + hidden));
    return text;
}

QString HttpErrors::reasonOf(const QByteArray &body, const QByteArray &contentType)
{
    const QByteArray part = body.left(largestErrorBody);
    const QJsonDocument json = QJsonDocument::fromJson(part);
    if (json.isObject()) {
        const QString reason = jsonReason(json.object());
        if (!reason.isEmpty())
            return reason.simplified();
    }
    if (looksLikeHtml(part, contentType))
        return htmlReason(QString::fromUtf8(part));
    return QString::fromUtf8(part.left(4 * longestDetail)).simplified();
}

std::chrono::milliseconds HttpErrors::parseRetryAfter(const QByteArray &value)
{
    using namespace std::chrono;
    bool isNumber = false;
    const qint64 count = value.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return seconds(std::clamp<qint64>(count, 0, 24 * 3600));
    const QDateTime when = QDateTime::fromString(
        QString::fromLatin1(value.trimmed()).replace(QLatin1String("GMT"), QLatin1String("+0000")), Qt::RFC2822Date);
    if (!when.isValid())
        return {};
    return milliseconds(std::clamp<qint64>(QDateTime::currentDateTimeUtc().msecsTo(when), 0, 24 * 3600 * 1000));
}

Error HttpErrors::fromStatus(const HttpFailure &failure) const
{
    Error error;
    error.kind = kindOf(failure);
    error.httpStatus = failure.status;
    error.retryable = error.kind == ErrorKind::Busy;
    error.retryAfter = parseRetryAfter(failure.retryAfter);
    error.detail = shortened(scrub(reasonOf(failure.body, failure.contentType)), longestDetail);
    error.summary = sentenceFor(error.kind, failure).arg(m_address).arg(failure.status);
    if (error.kind == ErrorKind::Refused || error.kind == ErrorKind::Server || error.kind == ErrorKind::Blocked) {
        if (!error.detail.isEmpty()) {
            //: %1: a sentence, %2: the server's own words
            error.summary = Text::tr("%1 It says: %2").arg(error.summary, shortened(error.detail, longestReason));
        }
    }
    return error;
}

Error HttpErrors::fromTls(const QString &text) const
{
    const auto made = [&text](const QString &summary) { return Error{ErrorKind::Tls, summary, text, 0, false, {}}; };
    if (text.contains(QLatin1String("wrong version number")) || text.contains(QLatin1String("packet length too long")))
        return made(Text::tr("%1 does not speak TLS. Check the port, or begin the address with http.").arg(m_address));
    // With TLS 1.3 a server that misses a client certificate says so only after the handshake.
    if (text.contains(QLatin1String("certificate required")))
        return made(
            Text::tr("%1 wants a client certificate. Give one, with its key, in the connection.").arg(m_address));
    if (text.contains(QLatin1String("alert")) && text.contains(QLatin1String("certificate")))
        return made(Text::tr("%1 did not accept the client certificate. Look at the detail.").arg(m_address));
    return made(Text::tr("No encrypted connection to %1 came about. Look at the detail.").arg(m_address));
}

Error HttpErrors::fromProxy(const HttpBreak &broken, const QString &text) const
{
    if (broken.code == QAbstractSocket::ProxyAuthenticationRequiredError) {
        return {ErrorKind::Authentication,
            Text::tr(
                "The proxy on the way to %1 wants a user and a password. Add them to the connection, or correct them.")
                .arg(m_address),
            text, 407, false, {}};
    }
    if (text.contains(QLatin1String("denied"))) { // the only sign of it that Qt gives
        return connectionError(
            Text::tr("The proxy does not let connections to %1 through. Allow it there, or set another proxy.")
                .arg(m_address),
            text, false);
    }
    return connectionError(
        Text::tr("The proxy on the way to %1 can't be reached. Check the proxy setting.").arg(m_address), text);
}

Error HttpErrors::fromNetwork(const HttpBreak &broken) const
{
    const QString text = scrub(broken.text);
    switch (broken.code) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return fromProxy(broken, text);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return fromTls(text);
    default:
        break;
    }
    if (broken.encrypted && text.contains(QLatin1String("SSL routines")))
        return fromTls(text);
    if (!broken.connected) {
        if (broken.throughProxy)
            return fromProxy(broken, text);
        if (broken.code == QAbstractSocket::ConnectionRefusedError) {
            return connectionError(
                Text::tr("%1 refuses connections. Check that the server runs and that the port is right.")
                    .arg(m_address),
                text);
        }
        if (broken.code == QAbstractSocket::HostNotFoundError) {
            return connectionError(
                Text::tr("The host of %1 is not known. Check the name and the network.").arg(m_address), text);
        }
        return connectionError(
            Text::tr("%1 can't be reached. Check the address, the network and firewalls.").arg(m_address), text);
    }
    if (broken.answered) {
        return connectionError(
            Text::tr("%1 closed the connection in the middle of its answer. Try again.").arg(m_address), text);
    }
    if (!broken.repeatable) {
        return connectionError(Text::tr("The connection to %1 broke before the answer came. The request may have been "
                                        "carried out; check before "
                                        "you send it again.")
                                   .arg(m_address),
            text);
    }
    if (!broken.encrypted) {
        return connectionError(
            Text::tr("%1 closed the connection without an answer. Try again; if the server uses TLS, begin "
                     "the address with https.")
                .arg(m_address),
            text);
    }
    if (!broken.clientCertificate) {
        return connectionError(
            Text::tr("%1 closed the connection without an answer. Try again; if the server wants a client "
                     "certificate, give one.")
                .arg(m_address),
            text);
    }
    return connectionError(Text::tr("%1 closed the connection without an answer. Try again.").arg(m_address), text);
}

Error HttpErrors::timeout(std::chrono::milliseconds silence, bool connected) const
{
    const QString seconds = QLocale().toString(double(silence.count()) / 1000.0, 'g', 3);
    const QString summary = connected
        ? Text::tr("%1 was silent for %2 s. Check its load, or raise the time-out.").arg(m_address, seconds)
        : Text::tr("%1 can't be reached within %2 s. Check the address, the network and firewalls.")
              .arg(m_address, seconds);
    return {ErrorKind::Timeout, summary, {}, 0, true, {}};
}

Error HttpErrors::tooLarge(qint64 limit) const
{
    return {ErrorKind::TooLarge,
        Text::tr("The answer of %1 is larger than %2. Ask for less at a time.")
            .arg(m_address, QLocale().formattedDataSize(limit)),
        {}, 0, false, {}};
}

Error HttpErrors::redirected(const QString &target, int status) const
{
    return {ErrorKind::Refused,
        Text::tr(
            "%1 sends on to %2, which was not followed so that no credentials go there. If that is the right server, "
            "give its address.")
            .arg(m_address, target),
        {}, status, false, {}};
}

Error HttpErrors::damaged(const QString &what) const
{
    return {ErrorKind::Protocol,
        Text::tr("The answer of %1 can't be read. Check that a search server listens at this address.").arg(m_address),
        scrub(what), 0, false, {}};
}

Error HttpErrors::cancelled()
{
    return {ErrorKind::Cancelled, Text::tr("The request was stopped."), {}, 0, false, {}};
}

} // namespace godwit
