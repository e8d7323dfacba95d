// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.config;

import dev.rollcall.schema.text.ResemblingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The keys of a properties file: the options of all commands. */
public final class ConfigurationKeys {

    /** The rule of one commit: as a setting it would apply to every run, and {@code import} has a key of that name. */
    private static final Set<String> ONLY_FLAGS_OF_A_GATE = Set.of("--commit", "--within", "--share");

    private final TreeMap<String, List<Use>> uses = new TreeMap<>();

    /** A command's option that takes its value from the key. */
    public record Use(String command, OptionSpec option) {}

    private ConfigurationKeys() {}

    /** The keys of a command and its subcommands. */
    public static ConfigurationKeys of(CommandLine command) {
        ConfigurationKeys keys = new ConfigurationKeys();
        keys.add(command);
        return keys;
    }

    private void add(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName().replaceFirst("^rollcall ?", "");
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (isConfigurable(option) && !option.longestName().equals("--config")) {
                uses.computeIfAbsent(keyOf(option), key -> new ArrayList<>()).add(new Use(name, option));
            }
        }
        command.getSubcommands().values().stream().distinct().forEach(this::add);
    }

    public Set<String> names() {
        return uses.keySet();
    }

    /** The uses of a key. */
    public List<Use> uses(String key) {
        return uses.getOrDefault(key, List.of());
    }

    /** The known key, or one of some other words, nearest to a misspelled one. */
    public Optional<String> nearest(String written, Set<String> others) {
        String meant =
                written.strip().toLowerCase(Locale.ROOT).replaceAll("[_.]", "-").replaceFirst("^(--|rollcall-)", "");
        List<String> all = Stream.concat(names().stream(), others.stream()).toList();
        return ResemblingNames.of(meant, all).stream().findFirst();
    }

    public static String keyOf(OptionSpec option) {
        return option.longestName().substring(2);
    }

    public static String variableOf(String key) {
        return "ROLLCALL_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** ROLLCALL_VERSION is commonly set for other purposes. */
    public static boolean isConfigurable(OptionSpec option) {
        return option.longestName().startsWith("--")
                && !option.usageHelp()
                && !option.versionHelp()
                && !isOnlyFlag(option);
    }

    private static boolean isOnlyFlag(OptionSpec option) {
        return ONLY_FLAGS_OF_A_GATE.contains(option.longestName())
                && option.command().findOption("--policy") != null;
    }
}
