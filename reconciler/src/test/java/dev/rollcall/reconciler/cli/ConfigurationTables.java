// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static java.util.Objects.requireNonNull;

import dev.rollcall.reconciler.cli.config.ConfigText;
import dev.rollcall.reconciler.cli.config.ConfigurationKeys;
import dev.rollcall.reconciler.cli.config.ConfigurationKeys.Use;
import dev.rollcall.reconciler.cli.option.OptionSection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Generates the tables of docs/configuration.md from the keys of {@code rollcall config}. */
final class ConfigurationTables {

    private static final int MAX_COMMANDS = 5;

    private ConfigurationTables() {}

    static String of(CommandLine program) {
        ConfigurationKeys keys = ConfigurationKeys.of(program);
        Map<OptionSection, List<String>> sections = keys.names().stream()
                .collect(Collectors.groupingBy(
                        key -> section(keys.uses(key).get(0).option()), TreeMap::new, Collectors.toList()));
        return sections.entrySet().stream()
                .map(section -> table(section.getKey(), section.getValue(), keys))
                .collect(Collectors.joining("\n"));
    }

    private static OptionSection section(OptionSpec option) {
        return requireNonNull(OptionSection.of(option.command()).entrySet().stream()
                .filter(section -> section.getValue().contains(option))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OptionSection.COMMAND));
    }

    private static String table(OptionSection section, List<String> names, ConfigurationKeys keys) {
        String heading = section == OptionSection.COMMAND ? "Of single commands" : section.heading();
        return "### " + heading
                + "\n\n| key, option | environment | type | default | meaning |\n|---|---|---|---|---|\n"
                + names.stream().map(key -> row(key, keys.uses(key))).collect(Collectors.joining());
    }

    private static String row(String key, List<Use> uses) {
        Stream<String> meanings = ConfigText.meanings(uses).entrySet().stream()
                .map(meaning -> commands(meaning.getValue())
                                .map(names -> "`" + names + "`: ")
                                .orElse("")
                        + meaning.getKey());
        return "| `" + key + "` | `" + ConfigurationKeys.variableOf(key) + "` | "
                + type(uses.get(0).option()) + " | " + defaults(uses) + " | "
                + CommandsDocument.markdown(meanings.collect(Collectors.joining(" "))) + " |\n";
    }

    private static Optional<String> commands(List<String> commands) {
        return commands.size() > MAX_COMMANDS || commands.contains("")
                ? Optional.empty()
                : Optional.of(String.join("`, `", commands.stream().distinct().toList()));
    }

    private static String type(OptionSpec option) {
        if (option.type() == boolean.class || option.type() == Boolean.class) {
            return "`true`, `false`";
        }
        if (option.type().isEnum() && !option.paramLabel().contains("|")) {
            return Arrays.stream(option.type().getEnumConstants())
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(", "));
        }
        String label = option.paramLabel().replace("|", "\\|");
        return "`" + label + "`" + (option.splitRegex().isEmpty() ? "" : ", more with commas between");
    }

    /** One default, or each with its commands. */
    private static String defaults(List<Use> uses) {
        Map<String, List<String>> defaults = uses.stream()
                .filter(use -> use.option().defaultValue() != null)
                .collect(Collectors.groupingBy(
                        use -> requireNonNull(use.option().defaultValue()),
                        LinkedHashMap::new,
                        Collectors.mapping(Use::command, Collectors.toList())));
        return defaults.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "`"
                        + (defaults.size() == 1 ? "" : " (" + String.join(", ", entry.getValue()) + ")"))
                .collect(Collectors.joining("; "));
    }
}
