// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charttable.h"

#include "models/formats.h"
#include "widgets/chartcard.h"
#include "widgets/tables.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {

ChartTable::ChartTable(const ChartCard &chart, QWidget *parent) : QDialog(parent), m_table(new QTableView)
{
    setWindowTitle(tr("%1 as a table").arg(chart.title()));
    resize(420, 480);
    auto *model = new QStandardItemModel(this);
    QStringList heads{tr("Time")};
    const auto lines = chart.view()->lines();
    for (const ChartLine &line : lines)
        heads.append(line.name);
    const auto readings = chart.view()->readings();
    for (auto reading = readings.crbegin(); reading != readings.crend(); ++reading) {
        const QDateTime time = chart.origin().addMSecs(qRound64(reading->seconds * 1000)).toLocalTime();
        QList<QStandardItem *> row{new QStandardItem(QLocale().toString(time, QStringLiteral("yyyy-MM-dd HH:mm:ss")))};
        for (const double value : reading->values) {
            auto *item = new QStandardItem(value < 0 ? formats::unknown() : chart.view()->labelOf(value));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            row.append(item);
        }
        model->appendRow(row);
    }
    model->setHorizontalHeaderLabels(heads);
    for (int column = 1; column < heads.size(); ++column)
        model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setModel(model);
    m_table->setAccessibleName(windowTitle());
    dressTable(m_table, 7);
    copyRowsByKey(m_table);
    m_table->setColumnWidth(0, 170);
    m_table->horizontalHeader()->setSectionResizeMode(heads.size() - 1 > 1 ? 0 : 1, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace godwit
