// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/quiethourseditor.h"

#include "widgets/panels.h"
#include "widgets/plainspinbox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {
namespace {

//! Office hours of a week, with a limit to begin with.
const QuietHours usual{8 * 60, 18 * 60, 0x1f, 1'000, 0};

QTimeEdit *makeTime(int minutes, const QString &name)
{
    auto *edit = new QTimeEdit(QTime(0, 0).addSecs(minutes * 60));
    edit->setDisplayFormat(QStringLiteral("HH:mm"));
    edit->setAccessibleName(name);
    return edit;
}

QDoubleSpinBox *makeLimit(double value, double most, int decimals, const QString &unit, const QString &name)
{
    auto *box = new PlainSpinBox;
    box->setDecimals(decimals);
    box->setRange(0, most);
    box->setGroupSeparatorShown(true);
    box->setSpecialValueText(QuietHoursEditor::tr("no limit"));
    box->setSuffix(QString(u' ' + unit));
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setAccessibleName(name);
    box->setValue(value);
    return box;
}

} // namespace

QuietHoursEditor::QuietHoursEditor(QWidget *parent)
    : QWidget(parent), m_list(new QVBoxLayout), m_add(makeButton(tr("Add hours"), QStringLiteral("plus")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_list->setSpacing(10);
    layout->addLayout(m_list);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(14);
    foot->addWidget(m_add);
    const QString hint = tr("In these hours other limits hold, in the local time of the machine that runs the "
                            "migration. What you set while it runs holds until the next change.");
    auto *text = new TextLabel(hint, FontRole::Small, TextColor::Secondary);
    text->setWordWrap(true);
    foot->addWidget(text, 1);
    layout->addLayout(foot);
    m_add->setAccessibleDescription(hint);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow(usual);
        m_rows.last().from->setFocus(Qt::OtherFocusReason);
        Q_EMIT changed();
    });
}

QWidget *QuietHoursEditor::makeDays(Row &row, const QuietHours &hours)
{
    auto *whole = new QWidget;
    auto *layout = new QHBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    const QLocale locale;
    for (int day = 0; day < 7; ++day) {
        auto *button = new QCheckBox(locale.dayName(day + 1, QLocale::ShortFormat));
        button->setAccessibleName(locale.dayName(day + 1, QLocale::LongFormat));
        button->setChecked(hours.days & 1 << day);
        layout->addWidget(button);
        row.days.append(button);
    }
    layout->addStretch();
    return whole;
}

void QuietHoursEditor::addRow(const QuietHours &hours)
{
    Row row;
    row.whole = new QWidget;
    auto *column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeDays(row, hours));
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    row.from = makeTime(hours.from, tr("From"));
    row.to = makeTime(hours.to, tr("To"));
    row.documents = makeLimit(hours.documentsPerSecond, 10e6, 0, tr("docs/s"), tr("Documents at most in these hours"));
    row.megabytes = makeLimit(hours.megabytesPerSecond, 100e3, 1, tr("MB/s"), tr("Bytes at most in these hours"));
    row.remove = makeButton(tr("Remove"));
    row.remove->setAccessibleName(tr("Remove these hours"));
    line->addWidget(row.from);
    line->addWidget(new TextLabel(tr("to"), FontRole::Body, TextColor::Secondary));
    line->addWidget(row.to);
    line->addWidget(row.documents);
    line->addWidget(row.megabytes);
    line->addWidget(row.remove);
    line->addStretch();
    column->addLayout(line);
    row.text = new TextLabel(hours.text(), FontRole::Small, TextColor::Secondary);
    row.text->setWordWrap(true);
    column->addWidget(row.text);
    m_list->addWidget(row.whole);
    const QWidget *before = m_rows.isEmpty() ? nullptr : m_rows.last().remove;
    m_rows.append(row);
    const auto told = [this, whole = row.whole] { follow(whole); };
    for (QCheckBox *day : std::as_const(row.days))
        connect(day, &QCheckBox::toggled, this, [this, whole = row.whole, day] { follow(whole, day); });
    for (QTimeEdit *edit : {row.from, row.to})
        connect(edit, &QTimeEdit::timeChanged, this, told);
    for (QDoubleSpinBox *box : {row.documents, row.megabytes})
        connect(box, &QDoubleSpinBox::valueChanged, this, told);
    connect(row.remove, &QPushButton::clicked, this, [this, whole = row.whole] { removeRow(whole); });
    // The button to add stands below all rows, so the Tab key comes to it last.
    QWidget *last = const_cast<QWidget *>(before);
    QList<QWidget *> stops;
    for (QCheckBox *day : std::as_const(row.days))
        stops.append(day);
    stops += {row.from, row.to, row.documents, row.megabytes, row.remove};
    for (QWidget *stop : std::as_const(stops)) {
        if (last)
            setTabOrder(last, stop);
        last = stop;
    }
    setTabOrder(last, m_add);
}

QuietHours QuietHoursEditor::hoursOf(const Row &row)
{
    QuietHours hours;
    hours.from = row.from->time().msecsSinceStartOfDay() / 60'000;
    hours.to = row.to->time().msecsSinceStartOfDay() / 60'000;
    hours.days = 0;
    for (int day = 0; day < 7; ++day) {
        if (row.days.at(day)->isChecked())
            hours.days |= 1 << day;
    }
    hours.documentsPerSecond = row.documents->value();
    hours.megabytesPerSecond = row.megabytes->value();
    return hours;
}

void QuietHoursEditor::follow(const QWidget *whole, QCheckBox *day)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [whole](const Row &r) { return r.whole == whole; });
    if (row == m_rows.end())
        return;
    const QuietHours hours = hoursOf(*row);
    if (hours.days == 0) {
        // Hours that never come are none; to remove them there is a button.
        if (day)
            day->setChecked(true);
        return;
    }
    row->text->setText(hours.text());
    Q_EMIT changed();
}

void QuietHoursEditor::removeRow(const QWidget *whole)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [whole](const Row &r) { return r.whole == whole; });
    if (row == m_rows.end())
        return;
    m_add->setFocus(Qt::OtherFocusReason);
    row->whole->hide();
    row->whole->deleteLater();
    m_rows.erase(row);
    Q_EMIT changed();
}

void QuietHoursEditor::setHours(const QList<QuietHours> &hours)
{
    if (hours == this->hours())
        return;
    for (const Row &row : std::as_const(m_rows)) {
        row.whole->hide();
        row.whole->deleteLater();
    }
    m_rows.clear();
    for (const QuietHours &one : hours)
        addRow(one);
}

QList<QuietHours> QuietHoursEditor::hours() const
{
    QList<QuietHours> all;
    for (const Row &row : m_rows)
        all.append(hoursOf(row));
    return all;
}

} // namespace godwit
