// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/integrationlist.h"

#include "models/discretion.h"
#include "widgets/panels.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {
namespace {

//! An ampersand is one, and no mnemonic.
QString boxText(const QString &text)
{
    return discreet(text).replace(u'&', QLatin1String("&&"));
}

} // namespace

IntegrationList::IntegrationList(QWidget *parent) : QWidget(parent), m_list(new QVBoxLayout(this))
{
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(4);
    auto *title = new TextLabel(tr("Point to the target by hand"), FontRole::CardTitle);
    title->setWordWrap(true);
    m_list->addWidget(title);
    auto *hint = new TextLabel(tr("Tick what is prepared. It is kept with the migration and stands in its report."),
        FontRole::Small, TextColor::Secondary);
    hint->setWordWrap(true);
    m_list->addWidget(hint);
    hide();
}

void IntegrationList::makeBoxes()
{
    for (QCheckBox *box : std::as_const(m_boxes)) {
        m_list->removeWidget(box);
        box->hide();
        box->deleteLater();
    }
    m_boxes.clear();
    for (const Integration &each : std::as_const(m_shown)) {
        auto *box = new QCheckBox(boxText(each.text));
        box->setAccessibleName(discreet(each.text));
        connect(box, &QCheckBox::toggled, this, [this, text = each.text](bool on) {
            m_pending.insert(text, on);
            Q_EMIT ticked(text, on);
        });
        m_list->addWidget(box);
        m_boxes.append(box);
    }
}

void IntegrationList::setIntegrations(const QList<Integration> &integrations, bool open)
{
    const bool same = std::equal(integrations.begin(), integrations.end(), m_shown.begin(), m_shown.end(),
        [](const Integration &a, const Integration &b) { return a.text == b.text; });
    m_shown = integrations;
    if (!same)
        makeBoxes();
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        Integration &each = m_shown[i];
        if (const auto pending = m_pending.constFind(each.text); pending != m_pending.constEnd()) {
            if (*pending == each.ticked || !open)
                m_pending.erase(pending);
            else
                each.ticked = *pending;
        }
        const QSignalBlocker quiet(m_boxes.at(i));
        m_boxes.at(i)->setChecked(each.ticked);
        m_boxes.at(i)->setEnabled(open);
    }
    setVisible(!m_boxes.isEmpty());
}

QStringList IntegrationList::unticked() const
{
    QStringList open;
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        if (!m_boxes.at(i)->isChecked())
            open.append(m_shown.at(i).text);
    return open;
}

} // namespace godwit
