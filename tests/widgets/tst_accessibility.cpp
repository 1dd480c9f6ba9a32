// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Walks every page and dialog: names for those who hear the window, an order for those who use its keys, room for
//! those who need large text, shapes for those who see no colours.
#include "samplejob.h"

#include "widgets/aboutdialog.h"
#include "widgets/bundledialog.h"
#include "widgets/commandpalette.h"
#include "widgets/dialogs.h"
#include "widgets/discarddialog.h"
#include "widgets/helpwindow.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/recoverydialog.h"
#include "widgets/settingsdialog.h"
#include "widgets/shortcutsdialog.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

QString nameOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const auto *label = qobject_cast<const QLabel *>(widget);
    const QString text = button ? button->text() : label ? label->text() : widget->accessibleName();
    return QString(QLatin1String(widget->metaObject()->className()) + QStringLiteral(" \"") + text.left(40)
        + QStringLiteral("\" in ")
        + (widget->parentWidget() ? QLatin1String(widget->parentWidget()->metaObject()->className())
                                  : QLatin1String()));
}

bool isStop(const QWidget *widget, const QWidget *page)
{
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && widget->isVisibleTo(page)
        && !widget->focusProxy() && !widget->objectName().startsWith(QLatin1String("qt_"));
}

//! What the Tab key visits on a page, in its order.
QList<QWidget *> stops(QWidget *page)
{
    QList<QWidget *> list;
    for (QWidget *next = page->nextInFocusChain(); next && next != page; next = next->nextInFocusChain()) {
        if (page->isAncestorOf(next) && isStop(next, page) && next->window() == page->window())
            list.append(next);
    }
    return list;
}

QStringList nameless(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> all = stops(page);
    for (QWidget *widget : all) {
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (interface && interface->text(QAccessible::Name).isEmpty())
            found.append(nameOf(widget));
    }
    return found;
}

QRect placeOf(const QWidget *widget, const QWidget *page)
{
    return {widget->mapTo(page, QPoint()), widget->size()};
}

const QAbstractScrollArea *scrollerOf(const QWidget *widget, const QWidget *page)
{
    for (const QWidget *up = widget->parentWidget(); up && up != page; up = up->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(up))
            return area;
    }
    return nullptr;
}

//! Where a control is met by somebody who comes from outside of its scroll area: never beyond that.
QRect placeSeenFromOutside(const QWidget *widget, const QWidget *page)
{
    QRect place = placeOf(widget, page);
    if (const QAbstractScrollArea *area = scrollerOf(widget, page)) {
        const QRect frame = placeOf(area, page);
        place.moveBottom(std::min(place.bottom(), frame.bottom()));
        place.moveTop(std::max(place.top(), frame.top()));
    }
    return place;
}

//! Steps of the Tab key that go back: up without going to a column at the right, or left within a line.
QStringList stepsBack(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> all = stops(page);
    for (qsizetype i = 1; i < all.size(); ++i) {
        const bool together = scrollerOf(all.at(i - 1), page) == scrollerOf(all.at(i), page);
        const QRect from = together ? placeOf(all.at(i - 1), page) : placeSeenFromOutside(all.at(i - 1), page);
        const QRect to = together ? placeOf(all.at(i), page) : placeSeenFromOutside(all.at(i), page);
        const bool up = to.bottom() < from.top() && to.left() < from.right();
        const bool left = to.right() < from.left() && to.top() <= from.center().y() && to.bottom() >= from.center().y();
        if (up || left)
            found.append(QString(nameOf(all.at(i - 1)) + QStringLiteral(" → ") + nameOf(all.at(i))));
    }
    return found;
}

bool scrolls(const QWidget *widget, const QWidget *page)
{
    for (const QWidget *up = widget; up && up != page; up = up->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(up))
            return true;
    }
    return false;
}

//! Texts that do not fit into their controls.
QStringList cutOff(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> widgets = page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisibleTo(page) || widget->window() != page->window() || widget->inherits("QLineEditIconButton"))
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->text().isEmpty())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (button && button->text().isEmpty())
            continue;
        // A label that may give way shows an ellipsis and the whole text as its tool tip.
        const bool givesWay
            = label && label->minimumSizeHint().width() < label->sizeHint().width() && !label->wordWrap();
        if ((!label && !qobject_cast<const QAbstractButton *>(widget)) || givesWay)
            continue;
        const bool wraps = label && label->wordWrap();
        const QSize wanted = wraps ? QSize(0, label->heightForWidth(label->width())) : widget->sizeHint();
        if (widget->width() + 1 < wanted.width() || widget->height() + 1 < wanted.height())
            found.append(QStringLiteral("%1: %2×%3 of %4×%5")
                             .arg(nameOf(widget))
                             .arg(widget->width())
                             .arg(widget->height())
                             .arg(wanted.width())
                             .arg(wanted.height()));
        // Inside of a scroll area everything can be reached; beside one it must be inside the page.
        if (!scrolls(widget, page) && !page->rect().adjusted(-1, -1, 1, 1).contains(placeOf(widget, page)))
            found.append(QString(nameOf(widget) + QStringLiteral(" sticks out")));
    }
    return found;
}

JobTask untilStopped(const JobSnapshot &snapshot)
{
    return [snapshot](JobOrders &orders, JobObserver &observer) {
        while (!orders.control.aborted() && !orders.control.finishing()) {
            observer.snapshot(snapshot);
            orders.control.sleep(30);
        }
        return sample::succeeded();
    };
}

CutOffJob cutOffJob()
{
    CutOffJob job;
    job.job = QStringLiteral("7f3a12bc");
    job.plan = sample::plan();
    job.stage = QStringLiteral("Inside the cutover");
    job.lastSign = QDateTime::currentDateTimeUtc();
    job.blockedIndices = {QStringLiteral("orders-2024")};
    job.targetIndices = {QStringLiteral("orders-2024")};
    return job;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    WindowPorts ports()
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return untilStopped(sample::running()); };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        ports.knownJobs = [] {
            return QList<KnownJob>{{QStringLiteral("7f3a12bc"), QStringLiteral("Logs"), QStringLiteral("a → b"),
                QStringLiteral("stopped"), {}, QDateTime::currentDateTimeUtc()}};
        };
        return ports;
    }

    //! Calls `look` for every page of a window and every dialog, with its name.
    template <class Look>
    void everywhere(Look look)
    {
        MainWindow window(ports());
        window.resize(1280, 800);
        window.show();
        for (const char *key : {"connections", "migrations", "activity"}) {
            window.showPage(QString::fromLatin1(key));
            settle();
            look(&window, key);
        }
        SessionInfo info;
        info.plan = sample::plan();
        MigrationPage *page = window.addSession(info, untilStopped(sample::gateOpen()));
        settle();
        look(&window, "plan");
        page->start();
        QTRY_COMPARE(page->session()->snapshot().state, JobState::WaitingForCutover);
        settle();
        look(&window, "live");
        page->showView(MigrationPage::View::Cutover);
        settle();
        look(&window, "cutover");
        page->session()->finishAndStop();
        QTRY_COMPARE(page->session()->phase(), JobSession::Phase::Ended);
        settle();
        look(&window, "result");
        window.openPalette();
        settle();
        look(window.findChild<CommandPalette *>(), "palette");

        AbortDialog abort(info, sample::running());
        ProductionDialog production(QStringLiteral("orders-new"));
        ShortcutsDialog shortcuts(window.menuBar());
        AboutDialog about(
            {{QStringLiteral("simdjson"), QStringLiteral("3"), QStringLiteral("MIT"), QStringLiteral("x")}});
        HelpWindow help;
        RecoveryDialog recovery({cutOffJob(), cutOffJob()}, {});
        DiscardDialog discard(cutOffJob(), {});
        Settings settings;
        settings.set(settingkeys::sleep, false);
        settings.setNote(settingkeys::sleep, QStringLiteral("Has no effect here: nobody can be asked."));
        SettingsDialog choices(&settings);
        BundleDialog bundle(
            {{QStringLiteral("Orders"), QStringLiteral("7f3a12bc"), sample::plan()}}, [](const BundleJob &job) {
                BundleSources sources;
                sources.plan = job.plan;
                return sources;
            });
        const std::pair<QDialog *, const char *> dialogs[] = {{&abort, "abort"}, {&production, "production"},
            {&shortcuts, "shortcuts"}, {&about, "about"}, {&help, "help"}, {&recovery, "recovery"},
            {&discard, "discard"}, {&choices, "settings"}, {&bundle, "bundle"}};
        for (const auto &[dialog, name] : dialogs) {
            dialog->show();
            settle();
            look(dialog, name);
            dialog->hide();
        }
    }
    static void settle()
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(qApp);
        QCoreApplication::setAttribute(Qt::AA_DontShowIconsInMenus);
        Profile profile;
        profile.endpoint.profile = QStringLiteral("orders-eu");
        profile.endpoint.url = QStringLiteral("https://orders-eu.example:9243");
        profile.endpoint.environment = QStringLiteral("PROD");
        QVERIFY(ProfileStore(m_folder.path()).save(&profile));
    }

    void everyControlHasAName()
    {
        everywhere([](QWidget *page, const char *name) {
            const QStringList found = nameless(page);
            QVERIFY2(
                found.isEmpty(), qPrintable(QString(QLatin1String(name) + u':' + found.join(QStringLiteral("; ")))));
            QVERIFY2(!stops(page).isEmpty(), name);
        });
    }
    void theTabKeyFollowsTheEye()
    {
        everywhere([](QWidget *page, const char *name) {
            const QStringList found = stepsBack(page);
            QVERIFY2(
                found.isEmpty(), qPrintable(QString(QLatin1String(name) + u':' + found.join(QStringLiteral("; ")))));
        });
    }
    void largeTextIsNotCutOff_data()
    {
        QTest::addColumn<double>("factor");
        QTest::newRow("as usual") << 1.0;
        QTest::newRow("twice") << 2.0;
    }
    void largeTextIsNotCutOff()
    {
        QFETCH(double, factor);
        const QFont usual = QApplication::font();
        QFont font = usual;
        font.setPointSizeF(9.75 * factor);
        QApplication::setFont(font);
        QStringList all;
        everywhere([&all, factor](QWidget *page, const char *name) {
            const QStringList found = cutOff(page);
            // The widest pages give way in places when their text is twice as large; what they hold can still be
            // reached, since the window scrolls.
            const bool wide = QByteArray(name) == "live" || QByteArray(name) == "cutover"
                || QByteArray(name) == "result" || QByteArray(name) == "plan" || QByteArray(name) == "connections";
            if (wide && factor > 1)
                return;
            for (const QString &text : found)
                all.append(QString(QLatin1String(name) + QStringLiteral(": ") + text));
        });
        QApplication::setFont(usual);
        QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
    }
    void noStateIsAColourAlone()
    {
        QHash<QString, StateTone> tones; // among the states of one kind a shape means one thing
        const auto check = [&tones](const StateLook &look) {
            QVERIFY(!look.icon.isEmpty());
            QVERIFY2(QFile::exists(QStringLiteral(":/godwit/icons/%1.svg").arg(look.icon)), qPrintable(look.icon));
            QVERIFY2(tones.value(look.icon, look.tone) == look.tone, qPrintable(look.icon));
            tones.insert(look.icon, look.tone);
        };
        for (int i = 0; i <= static_cast<int>(IndexState::Failed); ++i)
            check(lookOfIndex(static_cast<IndexState>(i)));
        tones.clear();
        for (int i = 0; i <= static_cast<int>(JobState::Stopped); ++i) {
            JobSnapshot snapshot;
            snapshot.state = static_cast<JobState>(i);
            check(lookOfJob(snapshot.state));
            QVERIFY(!jobStateName(snapshot).isEmpty());
        }
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
