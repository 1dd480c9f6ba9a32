// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "engine/planreader.h"
#include "engine/verify/verifyrequest.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace godwit {

namespace {

using Command = CommandLine::Command;

struct CommandWord
{
    const char *word;
    Command command;
    const char *operand; //!< name of its one operand, or null
};

constexpr std::array commandWords{
    CommandWord{"check", Command::Check, "PLAN"},
    CommandWord{"run", Command::Run, "PLAN"},
    CommandWord{"resume", Command::Resume, "JOB"},
    CommandWord{"replay", Command::Replay, "JOB"},
    CommandWord{"verify", Command::Verify, "PLAN, or --source URL --target URL --index A[:B]"},
    CommandWord{"cleanup", Command::Cleanup, "JOB"},
    CommandWord{"jobs", Command::Jobs, nullptr},
    CommandWord{"report", Command::Report, "JOB"},
    CommandWord{"practice", Command::Practice, nullptr},
    CommandWord{"screenshots", Command::Screenshots, nullptr},
};

struct Option
{
    QString name;
    bool value = false;
    std::vector<Command> commands; //!< that take it
    std::function<Result<void>(CommandLine &line, const QString &value)> take;
};

Result<void> takeCutover(CommandLine &line, const QString &value)
{
    const QStringList words{QStringLiteral("ask"), QStringLiteral("auto"), QStringLiteral("never")};
    const qsizetype at = words.indexOf(value);
    if (at < 0)
        return fail(ErrorKind::Usage, CommandLine::tr("--cutover is \"%1\"; it may be ask, auto or never.").arg(value));
    line.cutover = at == 0 ? CutoverMode::Ask : at == 1 ? CutoverMode::Auto : CutoverMode::Never;
    return {};
}

Result<void> takeProgress(CommandLine &line, const QString &value)
{
    if (value != QLatin1String("plain") && value != QLatin1String("json"))
        return fail(ErrorKind::Usage, CommandLine::tr("--progress is \"%1\"; it may be plain or json.").arg(value));
    line.json = value == QLatin1String("json");
    return {};
}

Result<void> takeOut(CommandLine &line, const QString &value)
{
    const QString suffix = QFileInfo(value).suffix().toLower();
    if (suffix != QLatin1String("json") && suffix != QLatin1String("html") && suffix != QLatin1String("pdf"))
        return fail(
            ErrorKind::Usage, CommandLine::tr("--out is \"%1\"; it must end in .html, .pdf or .json.").arg(value));
    line.outFile = value;
    return {};
}

//! "godwit.http.debug=true;qt.*=false", as QLoggingCategory reads them, one behind the other.
Result<void> takeLogRules(CommandLine &line, const QString &value)
{
    static const QRegularExpression rule(QStringLiteral("^\\s*[\\w.*-]+\\s*=\\s*(true|false)\\s*$"));
    const QStringList rules = value.split(u';', Qt::SkipEmptyParts);
    for (const QString &one : rules) {
        if (!rule.match(one).hasMatch())
            return fail(ErrorKind::Usage,
                CommandLine::tr("--log-rules has \"%1\"; write category=true or category=false, with ; between.")
                    .arg(one.trimmed()));
    }
    line.logRules = rules.join(u'\n');
    return {};
}

Result<void> takeLevel(CommandLine &line, const QString &value)
{
    const auto level = levelFromName(value);
    if (!level)
        return fail(level.error());
    line.verify.level = value;
    return {};
}

Result<void> takeEqualBy(CommandLine &line, const QString &value)
{
    if (value != QLatin1String("meaning") && value != QLatin1String("bytes"))
        return fail(ErrorKind::Usage, CommandLine::tr("--equal-by is \"%1\"; it may be meaning or bytes.").arg(value));
    line.verify.equalBy = value;
    return {};
}

Result<void> takeRate(CommandLine &line, const QString &value)
{
    line.verify.documentsPerSecond = value.toDouble();
    if (line.verify.documentsPerSecond >= 1)
        return {};
    return fail(
        ErrorKind::Usage, CommandLine::tr("--rate is \"%1\"; it is a number of documents a second.").arg(value));
}

void addVerifyOptions(std::vector<Option> &list)
{
    const auto text = [&list](const char *name, QString VerifyArguments::*place) {
        list.push_back({QLatin1String(name), true, {Command::Verify},
            [place](CommandLine &line, const QString &value) -> Result<void> {
                line.verify.*place = value;
                return {};
            }});
    };
    const auto flag = [&list](const char *name, bool VerifyArguments::*place) {
        list.push_back({QLatin1String(name), false, {Command::Verify},
            [place](CommandLine &line, const QString &) -> Result<void> {
                line.verify.*place = true;
                return {};
            }});
    };
    text("--source", &VerifyArguments::source);
    text("--target", &VerifyArguments::target);
    text("--undo", &VerifyArguments::undo);
    flag("--cost", &VerifyArguments::cost);
    flag("--repair", &VerifyArguments::repair);
    flag("--yes", &VerifyArguments::yes);
    list.push_back({QStringLiteral("--index"), true, {Command::Verify},
        [](CommandLine &line, const QString &value) -> Result<void> {
            line.verify.indices.append(value.split(QLatin1Char(','), Qt::SkipEmptyParts));
            return {};
        }});
    list.push_back(
        {QStringLiteral("--deep"), false, {Command::Verify}, [](CommandLine &line, const QString &) -> Result<void> {
             line.verify.level = levelName(VerifyLevel::Content);
             return {};
         }});
    list.push_back({QStringLiteral("--level"), true, {Command::Verify}, takeLevel});
    list.push_back({QStringLiteral("--equal-by"), true, {Command::Verify}, takeEqualBy});
    list.push_back({QStringLiteral("--rate"), true, {Command::Verify}, takeRate});
    list.push_back({QStringLiteral("--logo"), true, {Command::Verify, Command::Resume},
        [](CommandLine &line, const QString &value) -> Result<void> {
            line.logo = value;
            return {};
        }});
}

const std::vector<Option> &options()
{
    static const std::vector<Command> headless{Command::Check, Command::Run, Command::Resume, Command::Replay,
        Command::Verify, Command::Cleanup, Command::Jobs, Command::Report, Command::Screenshots};
    static std::vector<Command> all{headless};
    if (all.size() == headless.size())
        all.push_back(Command::Window);
    static std::vector<Option> list{
        {QStringLiteral("--plan"), true, {Command::Window},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.planFile = value;
                return {};
            }},
        {QStringLiteral("--profile"), true, {Command::Window},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.profile = value;
                return {};
            }},
        {QStringLiteral("--reset-layout"), false, {Command::Window},
            [](CommandLine &line, const QString &) -> Result<void> {
                line.resetLayout = true;
                return {};
            }},
        {QStringLiteral("--log-rules"), true, all, takeLogRules},
        {QStringLiteral("--start"), false, {Command::Window},
            [](CommandLine &line, const QString &) -> Result<void> {
                line.start = true;
                return {};
            }},
        {QStringLiteral("--measure-start"), false, {Command::Window},
            [](CommandLine &line, const QString &) -> Result<void> {
                line.measureStart = true;
                return {};
            }},
        {QStringLiteral("--cutover"), true, {Command::Run, Command::Resume}, takeCutover},
        {QStringLiteral("--progress"), true, headless, takeProgress},
        {QStringLiteral("--state"), true, all,
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.stateDir = value;
                return {};
            }},
        {QStringLiteral("--out"), true, {Command::Report, Command::Verify, Command::Resume}, takeOut},
        {QStringLiteral("--logo"), true, {Command::Report},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.logo = value;
                return {};
            }},
        {QStringLiteral("--out"), true, {Command::Screenshots},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.outFile = value;
                return {};
            }},
        {QStringLiteral("--plan"), true, {Command::Screenshots},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.planFile = value;
                return {};
            }},
        {QStringLiteral("--dark"), false, {Command::Screenshots},
            [](CommandLine &line, const QString &) -> Result<void> {
                line.dark = true;
                return {};
            }},
        {QStringLiteral("--scale"), true, {Command::Screenshots},
            [](CommandLine &line, const QString &value) -> Result<void> {
                line.scale = value.toInt();
                if (line.scale >= 1 && line.scale <= 3)
                    return {};
                return fail(ErrorKind::Usage, CommandLine::tr("--scale is \"%1\"; it may be 1, 2 or 3.").arg(value));
            }},
    };
    if (static bool whole = false; !std::exchange(whole, true))
        addVerifyOptions(list);
    return list;
}

//! Options of Qt itself, which QApplication takes out later: the window may be given them.
bool belongsToQt(const QString &argument)
{
    static const QStringList known{QStringLiteral("-platform"), QStringLiteral("-style"), QStringLiteral("-stylesheet"),
        QStringLiteral("-qwindowgeometry"), QStringLiteral("-display")};
    return known.contains(argument);
}

const CommandWord *commandOf(const QString &word)
{
    const auto it = std::find_if(commandWords.begin(), commandWords.end(),
        [&word](const CommandWord &known) { return word == QLatin1String(known.word); });
    return it == commandWords.end() ? nullptr : &*it;
}

tl::unexpected<Error> unknownCommand(const QString &word)
{
    QStringList words;
    for (const CommandWord &known : commandWords)
        words.append(QLatin1String(known.word));
    const QString near = PlanReader::nearest(word, words);
    if (near.isEmpty()) {
        return fail(ErrorKind::Usage,
            CommandLine::tr("\"%1\" is not a command of godwit; \"godwit --help\" lists them.").arg(word));
    }
    return fail(
        ErrorKind::Usage, CommandLine::tr("\"%1\" is not a command of godwit; did you mean \"%2\"?").arg(word, near));
}

tl::unexpected<Error> unknownOption(const QString &name, Command command)
{
    QStringList names;
    for (const Option &option : options()) {
        if (std::count(option.commands.begin(), option.commands.end(), command) > 0)
            names.append(option.name);
    }
    const QString near = PlanReader::nearest(name, names);
    if (near.isEmpty())
        return fail(
            ErrorKind::Usage, CommandLine::tr("\"%1\" is not an option here; \"godwit --help\" lists them.").arg(name));
    return fail(
        ErrorKind::Usage, CommandLine::tr("\"%1\" is not an option here; did you mean \"%2\"?").arg(name, near));
}

//! Takes the option at `at`, and its value, which may stand behind '=' or be the next argument.
Result<void> takeOption(CommandLine &line, const QStringList &arguments, qsizetype &at)
{
    const QString name = arguments[at].section(QLatin1Char('='), 0, 0);
    const bool joined = arguments[at].contains(QLatin1Char('='));
    const auto it = std::find_if(options().begin(), options().end(), [&](const Option &option) {
        return option.name == name && std::count(option.commands.begin(), option.commands.end(), line.command) > 0;
    });
    if (it == options().end())
        return unknownOption(name, line.command);
    if (!it->value) {
        if (joined)
            return fail(ErrorKind::Usage, CommandLine::tr("%1 takes no value.").arg(name));
        return it->take(line, {});
    }
    const bool follows = !joined && at + 1 < arguments.size() && !arguments[at + 1].startsWith(QLatin1String("--"));
    const QString value = joined ? arguments[at].section(QLatin1Char('='), 1) : follows ? arguments[++at] : QString();
    if (value.isEmpty())
        return fail(ErrorKind::Usage, CommandLine::tr("%1 needs a value.").arg(name));
    return it->take(line, value);
}

Result<void> takeOperand(CommandLine &line, const CommandWord *word, const QString &operand)
{
    const bool plan = line.command == Command::Check || line.command == Command::Run || line.command == Command::Verify;
    QString &place = plan ? line.planFile : line.job;
    if (!word->operand || !place.isEmpty())
        return fail(ErrorKind::Usage, CommandLine::tr("\"%1\" is one argument too many.").arg(operand));
    place = operand;
    return {};
}

//! Either a plan, or both addresses with the indices.
Result<void> completeVerify(const CommandLine &line)
{
    const VerifyArguments &given = line.verify;
    const bool addresses = !given.source.isEmpty() || !given.indices.isEmpty();
    if (!given.undo.isEmpty() && line.planFile.isEmpty() == given.target.isEmpty())
        return fail(ErrorKind::Usage, CommandLine::tr("godwit verify --undo FILE needs the plan, or --target URL."));
    if (!given.undo.isEmpty() && !addresses)
        return {};
    if (line.planFile.isEmpty() && (given.source.isEmpty() || given.target.isEmpty() || given.indices.isEmpty()))
        return fail(ErrorKind::Usage,
            CommandLine::tr("godwit verify needs a plan, or --source URL, --target URL and --index A[:B]."));
    if (!line.planFile.isEmpty() && (addresses || !given.target.isEmpty()))
        return fail(ErrorKind::Usage, CommandLine::tr("godwit verify takes a plan or addresses, not both."));
    return {};
}

Result<void> complete(const CommandLine &line, const CommandWord *word)
{
    if (line.command == Command::Verify)
        return completeVerify(line);
    if (word && word->operand && line.planFile.isEmpty() && line.job.isEmpty()) {
        return fail(ErrorKind::Usage,
            CommandLine::tr("godwit %1 needs %2; see \"godwit --help\".")
                .arg(QLatin1String(word->word), QLatin1String(word->operand)));
    }
    if (line.command == Command::Report && line.outFile.isEmpty())
        return fail(ErrorKind::Usage, CommandLine::tr("godwit report needs --out FILE.html, .pdf or .json."));
    if (line.command == Command::Screenshots && (line.outFile.isEmpty() || line.planFile.isEmpty()))
        return fail(ErrorKind::Usage, CommandLine::tr("godwit screenshots needs --plan FILE and --out DIR."));
    if (line.start && line.planFile.isEmpty())
        return fail(ErrorKind::Usage, CommandLine::tr("--start needs --plan FILE."));
    return {};
}

} // namespace

Result<CommandLine> CommandLine::parse(const QStringList &arguments)
{
    CommandLine line;
    const CommandWord *word = nullptr;
    qsizetype at = 0;
    if (!arguments.isEmpty() && !arguments[0].startsWith(QLatin1Char('-'))) {
        word = commandOf(arguments[0]);
        if (!word)
            return unknownCommand(arguments[0]);
        line.command = word->command;
        ++at;
    }
    if (line.command == Command::Practice) {
        line.practice = arguments.mid(1);
        return line;
    }
    for (; at < arguments.size(); ++at) {
        const QString &argument = arguments[at];
        if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) {
            line.command = Command::Help;
            return line;
        }
        if (argument == QLatin1String("--version") && !word) {
            line.command = Command::Version;
            return line;
        }
        if (line.command == Command::Window && belongsToQt(argument)) {
            ++at;
            continue;
        }
        const bool option = argument.startsWith(QLatin1Char('-')) || !word;
        if (auto done = option ? takeOption(line, arguments, at) : takeOperand(line, word, argument); !done)
            return fail(done.error());
    }
    if (auto done = complete(line, word); !done)
        return fail(done.error());
    return line;
}

QString CommandLine::help()
{
    return tr("Godwit moves search and vector clusters while they stay in use.\n"
              "\n"
              "  godwit [--plan FILE [--start]]      the window, perhaps with a plan\n"
              "  godwit --profile NAME               the window, with that connection\n"
              "  godwit check PLAN                   say what stands in the way, change nothing\n"
              "  godwit run PLAN                     run a migration\n"
              "  godwit resume JOB                   go on with a job that was stopped\n"
              "  godwit replay JOB                   send the documents that the target refused again\n"
              "  godwit verify PLAN                  compare source and target; or with --source URL --target URL\n"
              "                                      --index A[:B], which may be given more than once\n"
              "  godwit cleanup JOB                  delete the snapshots that a job made\n"
              "  godwit jobs                         list the jobs\n"
              "  godwit report JOB --out FILE        write a report: .html, .pdf or .json\n"
              "  godwit practice start|stop|status   two clusters on this machine to practise with\n"
              "  godwit screenshots --plan FILE --out DIR   run a plan in a window without a screen, with pictures\n"
              "\n"
              "  --cutover ask|auto|never   run, resume: when to switch. ask waits for a line on standard input: "
              "\"cutover\"\n"
              "                             (Godwit sets the write block) or \"cutover writes-stopped\" (you stopped\n"
              "                             the writes yourself); auto switches as soon as it is safe, never copies "
              "once and ends.\n"
              "                             The line \"round\" begins the next round of snapshots at once\n"
              "  --progress plain|json      lines for people, or one JSON object a line\n"
              "  --state DIR                where jobs are kept\n"
              "  --reset-layout             window: sizes, panes and columns as at first\n"
              "  --log-rules RULES          what is logged to standard error: \"godwit.http.debug=true\" shows every "
              "request\n"
              "                             without bodies and headers; more rules with ; between\n"
              "  --level LEVEL              verify: existence, definition, counts (default), ids or content;\n"
              "                             --deep is content. Each includes those before it; --cost says what each "
              "costs\n"
              "  --equal-by meaning|bytes   verify: what counts as equal (default: meaning)\n"
              "  --rate N                   verify: read at most N documents a second\n"
              "  --repair [--yes]           verify: make the target's documents equal after showing each; what it\n"
              "                             had is saved first, and --undo FILE [--yes] sends it back\n"
              "  --out FILE                 report, verify: .html, .pdf or .json; for verify a certificate\n"
              "  --logo FILE                report, verify: a picture for its head, .png, .svg or .jpg\n"
              "\n"
              "Passwords come from the keychain, or from GODWIT_SOURCE_PASSWORD, GODWIT_TARGET_PASSWORD\n"
              "(or ..._API_KEY, ..._BEARER, ..._PROXY_PASSWORD). They are never arguments.\n"
              "\n"
              "Exit: 0 succeeded, 2 usage, 3 a blocker was found before the start, 4 finished with findings,\n"
              "5 failed, 6 stopped and resumable.\n");
}

} // namespace godwit
