// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace godwit::test {

//! A request on its way to the real server.
struct ProxiedRequest
{
    QByteArray method;
    QByteArray path; //!< with the query
    QByteArray body; //!< without chunk framing, as packed as it came
    //! What the patterns of FaultProxy match: "POST /_bulk?timeout=1m".
    QString line() const { return QString::fromLatin1(method + ' ' + path); }
};

//! An answer that the proxy gives in place of the server, which never sees the request.
struct CannedAnswer
{
    int status = 503;
    QByteArray body = R"({"error":{"type":"fault_proxy","reason":"this answer comes from the fault proxy"}})";
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers;
};

//! What is done to one request and its answer. By default it passes.
struct Fault
{
    enum class Cut {
        None,
        BeforeServer, //!< hangs up without passing the request on
        BeforeAnswer, //!< the server does the work, its answer is lost
        Reset, //!< TCP reset in the middle of the answer
        Truncate, //!< the connection closes in the middle of the answer
    };
    Cut cut = Cut::None;
    std::optional<CannedAnswer> instead;
    std::chrono::milliseconds delay{0}; //!< before the answer
    //! Changes the body of the server's answer, to make wrong content.
    std::function<QByteArray(QByteArray)> rewrite;

    bool isNone() const { return cut == Cut::None && !instead && delay.count() == 0 && !rewrite; }
};

//! A TCP proxy on 127.0.0.1, in its own thread, between Godwit and a real server's plain HTTP port. It understands
//! HTTP/1.1 enough to count requests and to spoil chosen ones; everything else passes byte for byte. All functions are
//! thread-safe.
//!
//! For every request the hook is asked first, then the first rule that still has uses left and matches.
class FaultProxy
{
public:
    using Hook = std::function<Fault(const ProxiedRequest &)>; //!< called on the proxy's thread

    explicit FaultProxy(quint16 targetPort);
    ~FaultProxy();
    Q_DISABLE_COPY_MOVE(FaultProxy)

    quint16 port() const { return m_port; }
    QString url() const; //!< http://127.0.0.1:port
    void setTargetPort(quint16 port); //!< for new connections

    //! True: the port is closed, and so is every open connection. False: it is open again under the same number.
    void refuseConnections(bool refuse);
    //! Resets every open connection now.
    void resetConnections();

    void faultNext(int count, const QRegularExpression &line, Fault fault);
    void answerNext(int count, const QRegularExpression &line, const CannedAnswer &answer);
    void resetNext(int count, const QRegularExpression &line = {});
    void truncateNext(int count, const QRegularExpression &line = {});
    void loseAnswerNext(int count, const QRegularExpression &line = {});
    void setHook(Hook hook);
    //! Every answer waits this long before it passes.
    void delayAnswers(std::chrono::milliseconds delay);
    //! Answers pass at most at this rate, each connection on its own; 0: no limit.
    void limitBandwidth(qint64 bytesPerSecond);
    //! Back to passing everything. Counters stay.
    void clear();

    qsizetype seen() const; //!< requests so far
    qsizetype seen(const QRegularExpression &line) const;
    qsizetype faulted() const; //!< requests that met a rule or a hook's fault
    qsizetype connections() const; //!< accepted so far

private:
    friend class FaultSession;
    struct Shared;
    class Listener;
    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    Listener *m_listener = nullptr;
    quint16 m_port = 0;
};

} // namespace godwit::test
