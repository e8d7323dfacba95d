// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.config;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.option.PathConverter;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values for options that are not on the command line: from the environment ({@code --db-url} is {@code
 * ROLLCALL_DB_URL}), else from a properties file (key {@code db-url}).
 */
public final class ConfiguredDefaults implements IDefaultValueProvider {

    private static final String FILE = "rollcall.properties";

    private final Environment environment;
    private final @Nullable PropertiesFile file;

    private ConfiguredDefaults(Environment environment, @Nullable PropertiesFile file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads the properties file, if there is one.
     *
     * @param program creates the program, with all commands if called without arguments
     * @throws RollcallException if a named file is missing, it can't be read, or it contains an invalid key or value
     */
    public static ConfiguredDefaults of(
            Environment environment, Function<String[], CommandLine> program, String... args) {
        Optional<Path> named = named(args)
                .or(() -> environment.variable("ROLLCALL_CONFIG"))
                .map(name -> PathConverter.path(environment.folder(), name));
        Path standard = environment.folder().resolve(FILE);
        PropertiesFile file = null;
        if (named.isPresent()) {
            file = PropertiesFile.read(named.get());
        } else if (Files.exists(standard)) {
            file = PropertiesFile.read(standard);
        }
        if (file != null) {
            new ConfigurationCheck(file, ConfigurationKeys.of(program.apply(new String[0]))).run();
        }
        return new ConfiguredDefaults(environment, file);
    }

    /** A value and its source. */
    record Setting(String value, String origin) {}

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !ConfigurationKeys.isConfigurable(option)) {
            return null;
        }
        // a literal value: picocli would substitute variables for ${...}
        return setting(ConfigurationKeys.keyOf(option))
                .map(setting -> setting.value().replace("${", "$${"))
                .orElse(null);
    }

    /** The value of a key in the environment, else in the file. */
    Optional<Setting> setting(String key) {
        String variable = ConfigurationKeys.variableOf(key);
        return environment
                .variable(variable)
                .map(value -> new Setting(value, "the environment, " + variable))
                .or(() -> Optional.ofNullable(file)
                        .flatMap(read ->
                                read.entry(key).map(entry -> new Setting(entry.value(), read.location(entry.line())))));
    }

    /** The properties file, if any. */
    public Optional<Path> file() {
        return Optional.ofNullable(file).map(PropertiesFile::path);
    }

    /** The properties file that a command line names. */
    public static Optional<String> named(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return Optional.of(args[i].substring("--config=".length()));
            }
            if (args[i].equals("--config") && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }
}
