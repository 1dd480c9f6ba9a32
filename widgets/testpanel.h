// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiontester.h"
#include "models/profilestore.h"
#include "widgets/panels.h"

#include <QElapsedTimer>
#include <QFutureWatcher>

#include <stop_token>

class QListView;

namespace godwit {

class TestStepModel;

//! Tries a connection step by step; the note below names the first problem and its fix.
class TestPanel final : public Card
{
    Q_OBJECT
public:
    explicit TestPanel(ConnectionTester *tester, QWidget *parent = nullptr);
    ~TestPanel() override;

    //! `secrets` is asked on the worker thread: a keychain may take its time.
    void test(const Endpoint &endpoint, std::function<Secrets()> secrets);
    //! Breaks the test off; what was found stays.
    void cancel();
    //! Forgets what was seen: another profile is shown.
    void reset();
    //! What the shown profile has pinned, to tell what changed.
    void setPinned(const CertificateFacts &pinned) { m_pinned = pinned; }
    void showChain();
    //! Until what was found is shown.
    bool running() const { return m_running; }
    TestStepModel *model() const { return m_model; }
    Note *note() const { return m_note; }
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void testRequested();
    //! What was found; `server` is "Elasticsearch 7.17.15" when the server told it. Not after a cancelled test.
    void finished(const Endpoint &tested, const ProfileHealth &health, const QString &server);
    void pinRequested(const CertificateFacts &certificate);

private:
    void showSteps(const QList<TestStep> &steps);
    void fitList();
    void stop();
    void ended();
    void fillNote(const TestStep &step);
    ProfileHealth healthOf(const QList<TestStep> &steps) const;
    QList<CertificateFacts> chain() const;

    ConnectionTester *m_tester;
    TestStepModel *m_model;
    QListView *m_list;
    Note *m_note;
    QLabel *m_total;
    QPushButton *m_button;
    QFutureWatcher<QList<TestStep>> m_watcher;
    Endpoint m_endpoint;
    CertificateFacts m_pinned;
    bool m_running = false;
    bool m_cancelled = false;
    std::stop_source m_stop;
    int m_run = 0; //!< answers of an earlier test are ignored
};

} // namespace godwit
