// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "models/latestrequest.h"
#include "models/profilestore.h"
#include "models/querysession.h"
#include "widgets/badges.h"

#include <optional>

class QComboBox;

namespace godwit {

//! Chooses what is compared: a connection and an index on each side, or all that a migration selects.
class PairBar final : public QWidget
{
    Q_OBJECT
public:
    PairBar(VerifyDesk *desk, ProfileStore profiles, QWidget *parent = nullptr);

    void refreshProfiles();
    //! The clusters of a plan, and of its indices those that it selects.
    void setPlan(const Plan &plan);
    void setIndices(const QString &source, const QString &target);
    ComparedIndices indices() const;
    //! Source and target of every selected index; just the chosen one without a plan.
    QList<std::pair<QString, QString>> pairs() const;
    bool hasPlan() const { return m_plan.has_value(); }
    //! Of the chosen connection.
    QString environment(PairSide side) const;

    QComboBox *connection(PairSide side) const { return m_sides[static_cast<int>(side)].connection; }
    QComboBox *index(PairSide side) const { return m_sides[static_cast<int>(side)].index; }
    //! Names of the two clusters, as they are shown.
    QString clusterText(PairSide side) const;

Q_SIGNALS:
    void changed();
    void connectionsChanged();
    void problem(const QString &text); //!< why a side's indices can't be listed; empty: they are

private:
    struct Side
    {
        QComboBox *connection = nullptr;
        QComboBox *index = nullptr;
        EnvironmentTag *tag = nullptr;
        QList<Endpoint> endpoints; //!< of the rows of `connection`
        LatestRequest<Result<QList<IndexSummary>>> asked;
        QList<IndexSummary> found;
    };
    void makeSide(PairSide side, class QLayout *layout);
    void fillConnections(Side &side, const std::optional<Endpoint> &given);
    void listIndices(PairSide side);
    void showIndices(PairSide side);
    void takeSourceIndex();
    void tell();

    VerifyDesk *m_desk;
    ProfileStore m_profiles;
    QThreadPool m_pool;
    Side m_sides[2];
    std::optional<Plan> m_plan;
    QString m_lastSource;
    QString m_told; //!< what changed() said last
};

} // namespace godwit
