// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The sections of options in help, in this order.
 *
 * <p>Options are assigned by name, because each has one meaning in all commands. picocli's groups also change parsing:
 * repeating an option of a group starts a new group.
 */
public enum OptionSection {
    COMMAND("Options"),
    FILTER("Filter", "--status", "--reason", "--flake", "--environment", "--owner", "--hosts", "--reboot-needed"),
    ASSESSMENT(
            "Assessment",
            "--as-of",
            "--matching",
            "--silent-after",
            "--stale-after",
            "--label",
            "--range-size",
            "--parallel"),
    GATE(
            "Gate",
            "--gate",
            "--policy",
            "--max-outdated",
            "--max-unknown",
            "--max-offline",
            "--max-reboot-needed",
            "--max-advisories",
            "--max-behind-days",
            "--require-up-to-date",
            "--no-regressions",
            "--forbid-reason",
            "--expect-commit",
            "--rollout",
            "--commit",
            "--within",
            "--share",
            "--not-below-median",
            "--wait",
            "--poll"),
    OUTPUTS(
            "Outputs",
            "--out",
            "--single-file",
            "--on-change",
            "--json",
            "--jsonl",
            "--events",
            "--csv",
            "--summary",
            "--junit",
            "--metrics",
            "--badge"),
    RETENTION("Retention", "--keep-all", "--keep-daily"),
    DATABASE("Database", "--db-url", "--db-user", "--home", "--postgres-bin", "--wait-lock"),
    GENERAL("General", "--config", "--verbose", "--stacktrace", "--help", "--version");

    private final String heading;

    @SuppressWarnings("ImmutableEnumChecker") // created by Set.of
    private final Set<String> names;

    OptionSection(String heading, String... names) {
        this.heading = heading;
        this.names = Set.of(names);
    }

    public String heading() {
        return heading;
    }

    public Set<String> names() {
        return names;
    }

    /** The visible options of a command by section, without empty sections. */
    public static Map<OptionSection, List<OptionSpec>> of(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .collect(Collectors.groupingBy(
                        option -> of(command, option.longestName()), TreeMap::new, Collectors.toList()));
    }

    /** The flake of an import is a target, not a filter. */
    private static OptionSection of(CommandSpec command, String name) {
        return Arrays.stream(values())
                .filter(section -> section.names.contains(name))
                .filter(section -> section != FILTER || command.findOption("--hosts") != null)
                .filter(section -> section != GATE || command.findOption("--policy") != null)
                .findFirst()
                .orElse(COMMAND);
    }
}
