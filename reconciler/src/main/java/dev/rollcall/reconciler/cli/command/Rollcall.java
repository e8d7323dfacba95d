// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.config.ConfiguredDefaults;
import dev.rollcall.reconciler.cli.option.ChoiceConverter;
import dev.rollcall.reconciler.cli.option.PathConverter;
import dev.rollcall.reconciler.cli.option.SectionedOptions;
import dev.rollcall.reconciler.cli.text.ColourWriter;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The program: takes a command line, writes results and messages, and returns an exit code. */
public final class Rollcall {

    private static final int HELP_WIDTH = 80;
    private static final int HELP_OPTIONS_WIDTH = 27;

    /** What Java reads instead of bytes that are no text in its locale. */
    private static final String REPLACEMENT = "\ufffd";

    private final Environment environment;

    public Rollcall(Environment environment) {
        this.environment = environment;
    }

    public int run(PrintWriter out, PrintWriter err, String... typed) {
        String[] args = withoutHelp(typed);
        Logging.quiet();
        PrintWriter results = coloured(out, environment.hasColouredResults());
        PrintWriter messages = coloured(err, environment.hasColouredMessages());
        try {
            requireText(args);
            return commandLine(args).setOut(results).setErr(messages).execute(args);
        } catch (RollcallException e) {
            messages.println(Failures.line(e.error()));
            return ExitCode.of(e.name()).code();
        } finally {
            results.flush();
            messages.flush();
        }
    }

    /**
     * Turns {@code help import git} into {@code import git --help}. For an unknown command only its name remains, which
     * leads to a suggestion.
     */
    private String[] withoutHelp(String... args) {
        if (args.length < 2 || !args[0].equals("help") || Stream.of(args).anyMatch(arg -> arg.startsWith("-"))) {
            return args;
        }
        Stream<String> rest = Stream.of(args).skip(1);
        return (commands().containsKey(args[1]) ? Stream.concat(rest, Stream.of("--help")) : rest)
                .toArray(String[]::new);
    }

    /** Otherwise names and labels would be stored damaged, and two names could become one. */
    private void requireText(String... args) {
        Stream.concat(
                        IntStream.range(0, args.length)
                                .filter(i -> args[i].contains(REPLACEMENT))
                                .mapToObj(i -> "Argument " + (i + 1)),
                        environment.variables().entrySet().stream()
                                .filter(variable -> variable.getKey().startsWith("ROLLCALL_")
                                        && variable.getValue().contains(REPLACEMENT))
                                .map(Map.Entry::getKey)
                                .sorted())
                .findFirst()
                .ifPresent(what -> {
                    throw new RollcallException(
                            ErrorName.TEXT_NOT_IN_LOCALE,
                            what + " is not valid text in this locale. Write it in UTF-8, and set LC_ALL=C.UTF-8.");
                });
    }

    private static PrintWriter coloured(PrintWriter terminal, boolean isWanted) {
        return isWanted ? new PrintWriter(new ColourWriter(terminal), true) : terminal;
    }

    public CommandLine commandLine(String... args) {
        Failures failures = new Failures();
        CommandLine commandLine = withCommands(args);
        SectionedOptions.useIn(commandLine);
        ChoiceConverter.useIn(commandLine);
        return commandLine
                // @FILE would turn a hostname passed by a script into a file name
                .setExpandAtFiles(false)
                .registerConverter(Path.class, new PathConverter())
                .setDefaultValueProvider(ConfiguredDefaults.of(environment, this::withCommands, args))
                .setColorScheme(Help.defaultColorScheme(environment.hasColouredResults() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(HELP_OPTIONS_WIDTH)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** The night's command with these and the configured options, ready to run. */
    private RunCommand night(String... options) {
        String[] args = Stream.concat(Stream.of("run"), Stream.of(options)).toArray(String[]::new);
        CommandLine program = commandLine(args);
        program.parseArgs(args);
        return Objects.requireNonNull(program.getSubcommands().get("run")).getCommand();
    }

    /**
     * The program with all commands, or only the one that the command line starts with: picocli inspects every option
     * of each.
     */
    private CommandLine withCommands(String... args) {
        CommandLine program = new CommandLine(new RollcallCommand());
        Map<String, Supplier<?>> commands = commands();
        Supplier<?> wanted = args.length == 0 ? null : commands.get(args[0]);
        if (wanted == null) {
            commands.forEach((name, command) -> program.addSubcommand(name, command.get()));
            program.addSubcommand(new CommandLine.HelpCommand());
        } else {
            program.addSubcommand(args[0], wanted.get());
        }
        return program;
    }

    private Map<String, Supplier<?>> commands() {
        Map<String, Supplier<?>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(environment));
        commands.put(
                "import",
                () -> new CommandLine(new ImportCommand(environment)).addSubcommand(new ImportGitCommand(environment)));
        commands.put("status", () -> new StatusCommand(environment));
        commands.put("explain", () -> new ExplainCommand(environment));
        commands.put(
                "doctor", () -> new CommandLine(new DoctorCommand(environment, this::night)).setStopAtPositional(true));
        commands.put(
                "config",
                () -> new CommandLine(new ConfigCommand(environment, this::commandLine)).setStopAtPositional(true));
        commands.put(
                "alias",
                () -> new CommandLine(new AliasCommand())
                        .addSubcommand(new AliasAddCommand(environment))
                        .addSubcommand(new AliasRemoveCommand(environment))
                        .addSubcommand(new AliasListCommand(environment)));
        commands.put("retire", () -> new RetireCommand(environment));
        commands.put("history", () -> new HistoryCommand(environment));
        commands.put("diff", () -> new DiffCommand(environment));
        commands.put("packages", () -> new PackagesCommand(environment));
        commands.put("advisories", () -> new AdvisoriesCommand(environment));
        commands.put("rollout", () -> new RolloutCommand(environment));
        commands.put("report", () -> new ReportCommand(environment));
        commands.put("gate", () -> new GateCommand(environment));
        commands.put("backfill", () -> new BackfillCommand(environment));
        commands.put("prune", () -> new PruneCommand(environment));
        commands.put("migrate", () -> new MigrateCommand(environment));
        commands.put("demo", () -> new DemoCommand(environment));
        return commands;
    }
}
