// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepmodel.h"

#include "models/formats.h"

namespace godwit {

QString StepModel::stateName(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return tr("Pending");
    case StepState::Running:
        return tr("Running");
    case StepState::Waiting:
        return tr("Waiting");
    case StepState::Done:
        return tr("Done");
    case StepState::Skipped:
        return tr("Skipped");
    case StepState::Failed:
        return tr("Failed");
    }
    return {};
}

QString StepModel::shortTitle(const QString &id, const QString &title)
{
    if (id == QLatin1String("block"))
        return tr("stop writes");
    if (id == QLatin1String("drain"))
        return tr("last changes");
    if (id == QLatin1String("compare"))
        return tr("compare");
    if (id == QLatin1String("switch"))
        return tr("aliases, release");
    return title;
}

//! Measured once it is done, before that what it will take as far as that is known.
QString StepModel::timeOf(const Step &step)
{
    if (step.state == StepState::Done)
        return step.seconds < 0 ? QString() : formats::seconds(step.seconds);
    if (step.state != StepState::Pending)
        return {};
    return step.predictedSeconds < 0 ? tr("not measured yet")
                                     : tr("about %1").arg(formats::seconds(step.predictedSeconds));
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Step &step = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TitleColumn)
            return step.title;
        return timeOf(step);
    case Qt::AccessibleTextRole: {
        QStringList words{stateName(step.state), step.figure, step.reason, timeOf(step)};
        words.removeAll(QString());
        return QString(step.title + QStringLiteral(": ") + words.join(QStringLiteral(", ")));
    }
    case Qt::ToolTipRole:
        return step.reason.isEmpty() ? QVariant() : QVariant(step.reason);
    case StateRole:
        return static_cast<int>(step.state);
    case SecondsRole:
        return step.seconds;
    case FigureRole:
        return step.figure;
    case ReasonRole:
        return step.reason;
    case NumberRole:
        return index.row() + 1;
    default:
        return {};
    }
}

} // namespace godwit
