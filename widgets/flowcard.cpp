// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flowcard.h"

#include "models/formats.h"
#include "widgets/flowlayout.h"
#include "widgets/textscale.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace godwit {
namespace {

constexpr int mostDocuments = 10'000'000;

} // namespace

//! Name, bar, figure; the bottleneck in warning colour and semi-bold.
class FlowCard::Gauge final : public QWidget
{
public:
    explicit Gauge(const QString &name) : m_name(name)
    {
        followFont(this, [this] { setFixedHeight(QFontMetrics(fontFor(FontRole::Small)).height() + 4); });
        setAccessibleName(name);
    }
    void set(double fraction, const QString &text, bool tight)
    {
        m_fraction = fraction;
        m_text = text;
        m_tight = tight;
        setAccessibleDescription(text);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QFont font = fontFor(FontRole::Small);
        font.setWeight(m_tight ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(m_tight ? t.text : t.textSecondary);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const auto placed = [&](const QRectF &place) {
            return mirrored ? QRectF(width() - place.right(), place.top(), place.width(), place.height()) : place;
        };
        const int align = Qt::AlignLeft | Qt::AlignVCenter; // the painter mirrors it
        painter.drawText(rect(), align, m_name);
        QRectF track(58 * textScale(), height() / 2.0 - 3, width() * 0.34, 6);
        const QRectF rest(track.right() + 9, 0, width() - track.right() - 9, height());
        painter.drawText(placed(rest), align,
            painter.fontMetrics().elidedText(m_text, Qt::ElideRight, static_cast<int>(rest.width())));
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.track);
        painter.drawRoundedRect(placed(track), 3, 3);
        if (m_fraction > 0) {
            track.setWidth(std::max(6.0, track.width() * std::min(m_fraction, 1.0)));
            track = placed(track);
            painter.setBrush(m_tight ? t.warning : t.control);
            painter.drawRoundedRect(track, 3, 3);
        }
    }

private:
    QString m_name;
    QString m_text;
    double m_fraction = 0;
    bool m_tight = false;
};

FlowCard::FlowCard(QWidget *parent)
    : Card(parent)
    , m_title(new TextLabel(tr("Bottleneck"), FontRole::CardTitle))
    , m_bulk(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_source(new Gauge(tr("Source")))
    , m_queue(new Gauge(tr("Queue")))
    , m_target(new Gauge(tr("Target")))
    , m_slider(new QSlider(Qt::Horizontal))
    , m_documents(new QSpinBox)
    , m_megabytes(new QDoubleSpinBox)
    , m_reason(new TextLabel(FontRole::Small, TextColor::Secondary))
{
    auto *top = new QVBoxLayout;
    top->setContentsMargins(11, 8, 11, 7);
    top->setSpacing(1);
    auto *head = new FlowLayout(true);
    head->addWidget(m_title);
    head->addWidget(m_bulk);
    top->addLayout(head);
    for (Gauge *gauge : {m_source, m_queue, m_target})
        top->addWidget(gauge);
    body()->addLayout(top);
    addLine();
    body()->addWidget(makeThrottle());
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker blocker(m_documents);
        m_documents->setValue(static_cast<int>(limitAt(position)));
        tell();
    });
    connect(m_documents, &QSpinBox::valueChanged, this, [this](int limit) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(positionOf(limit));
        tell();
    });
    connect(m_megabytes, &QDoubleSpinBox::valueChanged, this, &FlowCard::tell);
}

QWidget *FlowCard::makeThrottle()
{
    auto *throttle = new QWidget;
    auto *low = new QVBoxLayout(throttle);
    low->setContentsMargins(11, 7, 11, 8);
    low->setSpacing(3);
    auto *lines = new FlowLayout(true);
    lines->addWidget(new TextLabel(tr("Throttle"), FontRole::CardTitle));
    auto *limits = new QWidget;
    auto *exact = new QHBoxLayout(limits);
    exact->setContentsMargins(0, 0, 0, 0);
    exact->setSpacing(6);
    lines->addWidget(limits);
    low->addLayout(lines);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new TextLabel(tr("1 k"), FontRole::Small, TextColor::Secondary));
    row->addWidget(m_slider, 1);
    row->addWidget(new TextLabel(tr("no limit"), FontRole::Small, TextColor::Secondary));
    low->addLayout(row);
    m_documents->setRange(0, mostDocuments);
    m_documents->setSuffix(tr(" docs/s"));
    m_documents->setSpecialValueText(tr("any docs/s"));
    m_documents->setGroupSeparatorShown(true);
    m_documents->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_documents->setAccessibleName(tr("Most documents per second"));
    m_megabytes->setRange(0, 100'000);
    m_megabytes->setDecimals(1);
    m_megabytes->setSuffix(tr(" MB/s"));
    m_megabytes->setSpecialValueText(tr("any MB/s"));
    m_megabytes->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_megabytes->setAccessibleName(tr("Most megabytes per second"));
    for (QAbstractSpinBox *box : std::initializer_list<QAbstractSpinBox *>{m_documents, m_megabytes}) {
        box->setFont(fontFor(FontRole::Small));
        box->setKeyboardTracking(false);
        box->setToolTip(tr("Takes effect at once. 0 is no limit."));
        box->setButtonSymbols(QAbstractSpinBox::NoButtons); // up and down work by keys and wheel
        box->setAlignment(Qt::AlignRight);
        followFont(box, [box] {
            const QFontMetrics metrics = box->fontMetrics();
            box->setFixedSize(metrics.horizontalAdvance(QStringLiteral("888,888 docs/s")) + 18, metrics.height() + 8);
        });
        exact->addWidget(box);
    }
    setTabOrder(m_megabytes, m_slider); // it stands below them
    low->addWidget(m_reason);
    m_reason->setWordWrap(true);
    m_reason->setText(tr("Runs as fast as both clusters allow."));
    m_slider->setRange(0, lastPosition);
    m_slider->setValue(lastPosition);
    m_slider->setPageStep(10);
    m_slider->setAccessibleName(tr("Throttle, documents per second"));
    m_slider->setToolTip(tr("Most documents a second. Takes effect at once."));
    return throttle;
}

void FlowCard::tell()
{
    Q_EMIT limitsChanged({static_cast<double>(m_documents->value()), m_megabytes->value() * 1e6});
}

double FlowCard::limitAt(int position)
{
    if (position >= lastPosition)
        return 0;
    const double raw = 1000 * std::pow(10.0, 2.5 * position / lastPosition);
    const double step = std::pow(10.0, std::floor(std::log10(raw)) - 1);
    return std::round(raw / step) * step;
}

int FlowCard::positionOf(double documentsPerSecond)
{
    if (documentsPerSecond <= 0)
        return lastPosition;
    const double position = std::log10(std::max(documentsPerSecond, 1000.0) / 1000) / 2.5 * lastPosition;
    return std::clamp(static_cast<int>(std::lround(position)), 0, lastPosition - 1);
}

void FlowCard::setLimits(ThrottleLimits limits)
{
    const QSignalBlocker slider(m_slider);
    const QSignalBlocker documents(m_documents);
    const QSignalBlocker megabytes(m_megabytes);
    m_slider->setValue(positionOf(limits.documentsPerSecond));
    m_documents->setValue(static_cast<int>(std::lround(limits.documentsPerSecond)));
    m_megabytes->setValue(limits.bytesPerSecond / 1e6);
}

void FlowCard::setThrottleEnabled(bool enabled)
{
    for (QWidget *control : std::initializer_list<QWidget *>{m_slider, m_documents, m_megabytes})
        control->setEnabled(enabled);
    if (!enabled)
        m_reason->setText(tr("The job has ended."));
}

QString FlowCard::bottleneck(const JobSnapshot &snapshot) const
{
    const QString &slow = snapshot.bottleneck;
    if (slow == QLatin1String("source"))
        return tr("Bottleneck: source, busy %1").arg(formats::percent(snapshot.sourceBusy));
    if (slow == QLatin1String("target"))
        return tr("Bottleneck: target, busy %1").arg(formats::percent(snapshot.targetBusy));
    if (slow != QLatin1String("throttle"))
        return tr("Bottleneck: none");
    const ThrottleState &throttle = snapshot.throttle;
    if (throttle.automaticFactor < 1)
        return tr("Bottleneck: backed off to %1").arg(formats::percent(throttle.automaticFactor));
    if (throttle.documentsPerSecond > 0)
        return tr("Bottleneck: throttle, %1 docs/s").arg(formats::rate(throttle.documentsPerSecond));
    return tr("Bottleneck: throttle, %1 MB/s").arg(formats::megabytes(throttle.bytesPerSecond));
}

void FlowCard::setSnapshot(const JobSnapshot &snapshot)
{
    const auto busy = [](double fraction) {
        return fraction < 0 ? formats::unknown() : tr("busy %1").arg(formats::percent(fraction));
    };
    const QString slow = snapshot.bottleneck;
    m_title->setText(bottleneck(snapshot));
    m_title->setToolTip(m_title->text());
    m_bulk->setText(
        snapshot.bulkMilliseconds < 0 ? QString() : tr("bulk %1 ms").arg(formats::rate(snapshot.bulkMilliseconds)));
    m_source->set(snapshot.sourceBusy, busy(snapshot.sourceBusy), slow == QLatin1String("source"));
    m_target->set(snapshot.targetBusy, busy(snapshot.targetBusy), slow == QLatin1String("target"));
    const double limit = static_cast<double>(snapshot.queueLimitBytes);
    m_queue->set(limit > 0 ? static_cast<double>(snapshot.queueBytes) / limit : 0,
        limit > 0 ? tr("%1 of %2")
                        .arg(formats::percent(static_cast<double>(snapshot.queueBytes) / limit),
                            formats::bytes(snapshot.queueLimitBytes))
                  : formats::unknown(),
        false);
    m_queue->setToolTip(limit > 0
            ? tr("%1 of %2 read and not written yet")
                  .arg(formats::bytes(snapshot.queueBytes), formats::bytes(snapshot.queueLimitBytes))
            : QString());
    if (snapshot.throttle.hoursChanges != m_hoursSeen) {
        // Other hours have begun, and with them other limits; between them the fields are the operator's.
        m_hoursSeen = snapshot.throttle.hoursChanges;
        setLimits({snapshot.throttle.documentsPerSecond, snapshot.throttle.bytesPerSecond});
    }
    QString reason = snapshot.throttle.reason;
    if (reason.isEmpty() && snapshot.throttle.automaticFactor < 1)
        reason = tr("Slowed to %1 because a cluster pushes back.")
                     .arg(formats::percent(snapshot.throttle.automaticFactor));
    if (reason.isEmpty() && (snapshot.throttle.documentsPerSecond > 0 || snapshot.throttle.bytesPerSecond > 0))
        reason = tr("Held below the limit that is set here.");
    m_reason->setText(reason.isEmpty() ? tr("Runs as fast as both clusters allow.") : reason);
}

} // namespace godwit
