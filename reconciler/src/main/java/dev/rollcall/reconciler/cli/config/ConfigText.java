// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.config;

import dev.rollcall.reconciler.cli.config.ConfigurationKeys.Use;
import dev.rollcall.reconciler.cli.config.ConfiguredDefaults.Setting;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A key with its value, the source of the value, and its meaning.
 *
 * @param meanings each meaning with the commands it applies to
 */
public record ConfigText(String key, String value, String origin, boolean isSet, Map<String, List<String>> meanings) {

    /** A shell command may contain a token, such as that of a webhook. */
    private static final Set<String> HIDDEN = Set.of("on-change");

    private static final int MAX_COMMANDS = 5;

    public static ConfigText of(String key, List<Use> uses, @Nullable String flag, ConfiguredDefaults defaults) {
        Optional<Setting> set = Optional.ofNullable(flag)
                .map(value -> new Setting(value, "the command line"))
                .or(() -> defaults.setting(key));
        return new ConfigText(
                key,
                set.map(setting -> shown(key, setting.value())).orElseGet(() -> defaultOf(uses)),
                set.map(Setting::origin).orElse("default"),
                set.isPresent(),
                meanings(uses));
    }

    /** The meanings of a key, each with the commands it applies to. */
    public static Map<String, List<String>> meanings(List<Use> uses) {
        return uses.stream()
                .collect(Collectors.groupingBy(
                        use -> meaning(use.option()),
                        LinkedHashMap::new,
                        Collectors.mapping(Use::command, Collectors.toList())));
    }

    public Stream<String> lines() {
        return Stream.concat(
                Stream.of("", key + " = " + Words.visible(value) + "   (" + Words.visible(origin) + ")"),
                meanings.entrySet().stream().map(meaning -> "    " + commands(meaning.getValue()) + meaning.getKey()));
    }

    private static String commands(List<String> commands) {
        String shown =
                commands.stream().filter(name -> !name.isEmpty()).distinct().collect(Collectors.joining(", "));
        return commands.size() > MAX_COMMANDS || shown.isEmpty() ? "" : shown + ": ";
    }

    private static String shown(String key, String value) {
        if (HIDDEN.contains(key)) {
            return "(hidden: may contain a secret)";
        }
        if (!key.equals("db-url")) {
            return value;
        }
        try {
            return "postgresql:" + DatabaseSettings.of(value, null, null).display();
        } catch (RollcallException e) {
            return "(hidden: can't be parsed and may contain a password)";
        }
    }

    private static String defaultOf(List<Use> uses) {
        return uses.stream()
                .map(use -> use.option().defaultValue())
                .filter(Objects::nonNull)
                .distinct()
                .findFirst()
                .orElse("");
    }

    /** Without the default, which is shown as the value. */
    private static String meaning(OptionSpec option) {
        String text = String.join(" ", option.description());
        Iterable<String> candidates = option.completionCandidates();
        return text.replace(" (default: " + option.defaultValue() + ")", "")
                .replaceAll(" ?\\(default: \\$\\{DEFAULT-VALUE\\}[^)]*\\)", "")
                .replace("${FALLBACK-VALUE}", option.fallbackValue())
                .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : String.join(", ", candidates));
    }
}
