// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.config.ConfigText;
import dev.rollcall.reconciler.cli.config.ConfigurationKeys;
import dev.rollcall.reconciler.cli.config.ConfigurationKeys.Use;
import dev.rollcall.reconciler.cli.config.ConfiguredDefaults;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code rollcall config}: shows the effective options. */
@Command(
        name = "config",
        description = {
            "Shows the options in effect and where each value comes from.",
            "Options that are set come first; secrets are not shown. 'rollcall config run --out report' shows what 'rollcall run --out report' would use, and 'rollcall config out' one key."
        })
final class ConfigCommand extends BaseCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND [OPTION...] | KEY",
            description =
                    "Show only the options of this command, given these options, or only this key (default: all keys).")
    private List<String> wanted = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Function<String[], CommandLine> program;

    ConfigCommand(Environment environment, Function<String[], CommandLine> program) {
        super(environment);
        this.program = program;
    }

    @Override
    ExitCode execute() {
        CommandLine whole = program.apply(new String[0]);
        // not the defaults of the whole program, which was created without --config
        ConfiguredDefaults defaults =
                (ConfiguredDefaults) spec.root().commandLine().getDefaultValueProvider();
        Map<String, String> flags = new LinkedHashMap<>();
        ConfigurationKeys all = ConfigurationKeys.of(whole);
        ConfigurationKeys keys = all;
        Stream<String> shown = keys.names().stream();
        if (!wanted.isEmpty() && whole.getSubcommands().containsKey(wanted.get(0))) {
            keys = ConfigurationKeys.of(command(whole, defaults, flags));
            // 'import' alone is both a command and a key of 'run'
            Stream<String> alone = wanted.stream()
                    .filter(word -> wanted.size() == 1 && all.names().contains(word));
            shown = Stream.concat(alone, keys.names().stream()).distinct();
        } else if (!wanted.isEmpty()) {
            shown = wanted.stream().map(known(whole, keys));
        }
        List<ConfigText> texts = new ArrayList<>();
        for (String key : shown.toList()) {
            List<Use> uses = keys.uses(key).isEmpty() ? all.uses(key) : keys.uses(key);
            texts.add(ConfigText.of(key, uses, flags.get(key), defaults));
        }
        out().println("Properties file: "
                + defaults.file().map(Object::toString).orElse("none"));
        out().println("Password: "
                + (environment().variable("ROLLCALL_DB_PASSWORD").isPresent()
                        ? "set in the environment, ROLLCALL_DB_PASSWORD"
                        : "from .pgpass, if the database asks for one"));
        Stream.concat(texts.stream().filter(ConfigText::isSet), texts.stream().filter(text -> !text.isSet()))
                .flatMap(ConfigText::lines)
                .forEach(out()::println);
        unknownVariables(all);
        return ExitCode.OK;
    }

    /** The command or subcommand that the arguments name; records their options. */
    private CommandLine command(CommandLine whole, ConfiguredDefaults defaults, Map<String, String> flags) {
        CommandLine named = Objects.requireNonNull(whole.getSubcommands().get(wanted.get(0)));
        if (wanted.size() == 1) {
            return named;
        }
        String[] args = wanted.toArray(String[]::new);
        ParseResult parsed =
                program.apply(args).setDefaultValueProvider(defaults).parseArgs(args);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        parsed.matchedOptions().stream()
                .filter(ConfigurationKeys::isConfigurable)
                .forEach(option ->
                        flags.put(ConfigurationKeys.keyOf(option), String.join(", ", option.originalStringValues())));
        return parsed.commandSpec().commandLine();
    }

    private static Function<String, String> known(CommandLine whole, ConfigurationKeys keys) {
        return word -> {
            String key = word.replaceFirst("^--", "");
            if (keys.names().contains(key)) {
                return key;
            }
            throw new RollcallException(
                    ErrorName.UNKNOWN_KEY,
                    "There is no command or key '" + word + "'."
                            + keys.nearest(word, whole.getSubcommands().keySet())
                                    .map(meant -> " Did you mean " + meant + "?")
                                    .orElse(" 'rollcall config' lists all keys."));
        };
    }

    /** Unlike an unknown key in the file, an unknown variable is not an error: it may belong to something else. */
    private void unknownVariables(ConfigurationKeys keys) {
        List<String> known = Stream.concat(
                        keys.names().stream().map(ConfigurationKeys::variableOf),
                        Stream.of("CONFIG", "DB_PASSWORD", "JAVA_OPTS").map(name -> "ROLLCALL_" + name))
                .toList();
        environment().variables().keySet().stream()
                .filter(name -> name.startsWith("ROLLCALL_") && !known.contains(name))
                .sorted()
                .forEach(name -> err().println("warning: the environment has " + Words.visible(name)
                        + ", which is not a setting of Rollcall."
                        + ResemblingNames.question(name, known)));
    }
}
