// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Walks every page and dialog: names for those who hear the window, an order for those who use its keys, room for
//! those who need large text, shapes for those who see no colours.
#include "paintedtext.h"
#include "sampledialogs.h"
#include "samplejob.h"
#include "sampleverify.h"

#include "tests/models/samplecatalogue.h"
#include "widgets/aboutdialog.h"
#include "widgets/bundledialog.h"
#include "widgets/commandpalette.h"
#include "widgets/discarddialog.h"
#include "widgets/helpwindow.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/recoverydialog.h"
#include "widgets/settingsdialog.h"
#include "widgets/shortcutsdialog.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"
#include "widgets/wizard/migrationwizard.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

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

//! Where a control is seen: what scrolls stands in its scroll area, wherever that has been scrolled to.
QRect seenPlace(const QWidget *widget, const QWidget *other, const QWidget *page)
{
    for (const QWidget *up = widget->parentWidget(); up && up != page; up = up->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(up) && !up->isAncestorOf(other))
            return placeOf(up, page);
    }
    return placeOf(widget, page);
}

//! Steps of the Tab key that go back: up without going to a column at the right, or left within a line.
QStringList stepsBack(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> all = stops(page);
    for (qsizetype i = 1; i < all.size(); ++i) {
        const QRect from = seenPlace(all.at(i - 1), all.at(i), page);
        const QRect to = seenPlace(all.at(i), all.at(i - 1), page);
        const bool up = to.bottom() < from.top() && to.left() < from.right();
        const bool left = to.right() < from.left() && to.top() <= from.center().y() && to.bottom() >= from.center().y();
        if (up || left)
            found.append(QStringLiteral("%1 to y %2 → %3 from y %4")
                             .arg(nameOf(all.at(i - 1)))
                             .arg(from.bottom())
                             .arg(nameOf(all.at(i)))
                             .arg(to.top()));
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

//! Texts and buttons beside each other that lie over each other.
QStringList overlapping(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> parents = page->findChildren<QWidget *>();
    for (const QWidget *parent : parents) {
        QList<const QWidget *> parts;
        const QList<QWidget *> children = parent->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        for (const QWidget *child : children) {
            const bool told = qobject_cast<const QLabel *>(child) || qobject_cast<const QAbstractButton *>(child);
            if (told && child->isVisibleTo(page) && !child->inherits("QLineEditIconButton"))
                parts.append(child);
        }
        for (qsizetype i = 0; i < parts.size(); ++i) {
            for (qsizetype j = i + 1; j < parts.size(); ++j) {
                if (parts.at(i)->geometry().intersects(parts.at(j)->geometry()))
                    found.append(QString(nameOf(parts.at(i)) + QStringLiteral(" over ") + nameOf(parts.at(j))));
            }
        }
    }
    return found;
}

//! Painted texts that end in an ellipsis which is not theirs.
QStringList shortened(QWidget *window)
{
    QStringList own; // texts that have one themselves
    const QList<QWidget *> widgets = window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            own.append(button->text());
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            own.append(edit->placeholderText());
    }
    QStringList found;
    const QStringList texts = sample::painted(*window);
    for (const QString &text : texts) {
        const bool known = std::any_of(
            own.begin(), own.end(), [&text](const QString &each) { return each.endsWith(text.trimmed()); });
        if (text.contains(QChar(0x2026)) && !known)
            found.append(text);
    }
    return found;
}

//! Texts as a translation into Arabic would have them: other letters, from right to left, numbers left where they are.
class PseudoArabic final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QString(QString::fromUtf8("\xd8\xb9\xd8\xb1 ") + QString::fromUtf8(source));
    }
};

//! Addresses and code are read from the left in every language.
QStringList codeFromTheRight(QWidget *page)
{
    QStringList found;
    const QString family = fontFor(FontRole::Code).family();
    const QList<QWidget *> widgets = page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool text = qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QLabel *>(widget)
            || qobject_cast<const QPlainTextEdit *>(widget);
        if (text && widget->isVisibleTo(page) && widget->font().family() == family
            && family != QApplication::font().family() && widget->layoutDirection() != Qt::LeftToRight)
            found.append(QString(nameOf(widget) + QStringLiteral(" runs from the right")));
    }
    return found;
}

Plan wizardPlan()
{
    Plan plan;
    plan.name = QStringLiteral("Shop");
    plan.method = QStringLiteral("live-copy");
    plan.source = sample::endpoint(QStringLiteral("old"), QStringLiteral("PROD"));
    plan.target = sample::endpoint(QStringLiteral("new"), QStringLiteral("STAGING"));
    plan.select.indices = {QStringLiteral("customers"), QStringLiteral("orders-2024")};
    return plan;
}

//! Some that passed, some to be mended here, one with a long text.
PreflightReport findings()
{
    PreflightReport report;
    for (const char *id : {"rename", "aliases", "clocks", "reach-source"}) {
        PreflightItem item;
        item.id = QLatin1String(id);
        item.title = QStringLiteral("Every index gets a name of its own");
        item.state = item.id == QLatin1String("reach-source") ? CheckState::Pass : CheckState::Warning;
        item.seen = QStringLiteral("2 names of 12 are taken on the target by aliases that lead to other indices");
        item.fix = QStringLiteral("Change the rule so that each name is free, or remove the aliases there first.");
        item.request = QStringLiteral("GET /_alias/orders,customers?filter_path=*.aliases");
        item.cause = QStringLiteral("A rule is too wide.");
        item.seconds = 0.4;
        report.items.append(item);
    }
    return report;
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
    sample::MemoryDesk m_desk;
    sample::VerifyClusters m_clusters;
    bool m_presenting = false;
    QSize m_room{1280, 800}; //!< of the window

    WindowPorts ports()
    {
        WindowPorts ports;
        ports.desk = &m_desk;
        ports.verify = &m_clusters;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return untilStopped(sample::running()); };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        ports.knownJobs = [] {
            KnownJob job{QStringLiteral("7f3a12bc"), QStringLiteral("Logs"), QStringLiteral("a → b"),
                QStringLiteral("stopped"), {}, QDateTime::currentDateTimeUtc()};
            job.resumable = true;
            return QList<KnownJob>{job};
        };
        return ports;
    }

    //! Calls `look` for every page of a window and every dialog, with its name.
    template <class Look>
    void everywhere(Look look)
    {
        MainWindow window(ports());
        window.resize(m_room);
        window.show();
        window.setPresenting(m_presenting);
        for (const char *key : {"connections", "migrations", "verify", "activity"}) {
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
        MigrationWizard *wizard = window.editPlan(m_folder.filePath(QStringLiteral("shop.json")));
        QVERIFY(wizard);
        const char *steps[] = {"pair", "select", "options", "mappings", "preflight", "review"};
        for (int step = 0; step <= MigrationWizard::ReviewStepNumber; ++step) {
            const bool last = step == MigrationWizard::ReviewStepNumber;
            QTRY_VERIFY2(last || wizard->obstacle().isEmpty(), qPrintable(wizard->obstacle()));
            settle();
            look(&window, steps[step]);
            if (!last)
                wizard->next();
            QVERIFY(last || wizard->step() == step + 1);
        }
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
        const std::vector<sample::NamedDialog> asked = sample::migrationDialogs(m_folder.path());
        for (const sample::NamedDialog &each : asked) {
            each.dialog->show();
            QTRY_VERIFY2(each.isFilled(), each.name);
            settle();
            look(each.dialog.get(), each.name);
            each.dialog->hide();
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
        for (const Endpoint &endpoint : {wizardPlan().source, wizardPlan().target}) {
            Profile side;
            side.endpoint = endpoint;
            QVERIFY(ProfileStore(m_folder.path()).save(&side));
        }
        QVERIFY(wizardPlan().save(m_folder.filePath(QStringLiteral("shop.json"))));
        m_desk.report = findings();
        ReviewedIndex reviewed;
        reviewed.source.name = QStringLiteral("customers");
        reviewed.source.settings = {{QStringLiteral("index.number_of_shards"), QStringLiteral("2")}};
        reviewed.converted
            = convertIndex(reviewed.source, reviewed.source.name, sample::source().info, sample::target().info);
        m_desk.reviewed = QList<ReviewedIndex>{reviewed};
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
        QTest::addColumn<QSize>("room");
        QTest::newRow("as usual") << 1.0 << QSize(1280, 800);
        QTest::newRow("twice") << 2.0 << QSize(1280, 800);
        QTest::newRow("three times") << 3.0 << QSize(1920, 1080); // there is no room for more on a small screen
    }
    void largeTextIsNotCutOff()
    {
        QFETCH(double, factor);
        QFETCH(QSize, room);
        m_room = room;
        const QFont usual = QApplication::font();
        QFont font = usual;
        font.setPointSizeF(9.75 * factor);
        QApplication::setFont(font);
        QStringList all;
        everywhere([&all](QWidget *page, const char *name) {
            const QStringList found = cutOff(page) + overlapping(page);
            for (const QString &text : std::as_const(found))
                all.append(QString(QLatin1String(name) + QStringLiteral(": ") + text));
        });
        QApplication::setFont(usual);
        m_room = {1280, 800};
        QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
    }
    void inThePresentationEveryTextIsWhole_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void inThePresentationEveryTextIsWhole()
    {
        QFETCH(bool, dark);
        const QFont usual = QApplication::font();
        QFont font = usual;
        if (QFontDatabase::families().contains(QStringLiteral("Inter")))
            font.setFamily(QStringLiteral("Inter"));
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
        Theme::install(qApp)->choose(dark ? Theme::Choice::Dark : Theme::Choice::Light);
        QStringList all;
        m_presenting = true;
        everywhere([&all](QWidget *page, const char *name) {
            QStringList found = cutOff(page) + overlapping(page);
            if (qobject_cast<MainWindow *>(page) && qobject_cast<MainWindow *>(page)->currentMigration())
                found += shortened(page);
            for (const QString &text : std::as_const(found))
                all.append(QString(QLatin1String(name) + QStringLiteral(": ") + text));
        });
        m_presenting = false;
        Theme::install(qApp)->choose(Theme::Choice::Light);
        QApplication::setFont(usual);
        QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
    }
    void fromRightToLeftEveryTextIsWhole()
    {
        const QLocale usual;
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        PseudoArabic translator;
        QCoreApplication::installTranslator(&translator);
        QStringList all;
        everywhere([&all](QWidget *page, const char *name) {
            const QStringList found = cutOff(page) + overlapping(page) + codeFromTheRight(page);
            for (const QString &text : found)
                all.append(QString(QLatin1String(name) + QStringLiteral(": ") + text));
            if (page->layoutDirection() != Qt::RightToLeft)
                all.append(QString(QLatin1String(name) + QStringLiteral(" is not mirrored")));
        });
        QCoreApplication::removeTranslator(&translator);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QLocale::setDefault(usual);
        QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
    }
    void fromRightToLeftTheNavigationStandsAtTheRight()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        MainWindow window(ports());
        window.resize(1280, 800);
        window.show();
        settle();
        const int left = placeOf(window.navigation(), &window).left();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY2(left > 1000, qPrintable(QString::number(left)));
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
