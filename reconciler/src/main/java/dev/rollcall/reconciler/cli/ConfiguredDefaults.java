// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line leaves out: from the environment ({@code --db-url} is
 * {@code ROLLCALL_DB_URL}), else from a properties file (key {@code db-url}).
 */
final class ConfiguredDefaults implements IDefaultValueProvider {

    private static final String FILE = "rollcall.properties";

    private final Environment environment;
    private final Properties file;

    private ConfiguredDefaults(Environment environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads the properties file, if there is one.
     *
     * @throws UsageException if the named one is missing, or it can't be read
     */
    static ConfiguredDefaults of(Environment environment, String... args) {
        Optional<Path> named = named(args)
                .or(() -> environment.variable("ROLLCALL_CONFIG"))
                .map(name -> PathConverter.path(environment.folder(), name));
        Path standard = environment.folder().resolve(FILE);
        Properties properties = new Properties();
        if (named.isPresent()) {
            properties = PropertiesFile.read(named.get());
        } else if (Files.exists(standard)) {
            properties = PropertiesFile.read(standard);
        }
        return new ConfiguredDefaults(environment, properties);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isConfigurable(option)) {
            return null;
        }
        String key = option.longestName().substring(2);
        String variable = "ROLLCALL_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
        String value = environment.variable(variable).orElse(file.getProperty(key));
        // a value is what it is: picocli would put variables in the place of ${...}
        return value == null ? null : value.replace("${", "$${");
    }

    /** Others set ROLLCALL_VERSION, and mean the one that they install. */
    private static boolean isConfigurable(OptionSpec option) {
        return option.longestName().startsWith("--") && !option.usageHelp() && !option.versionHelp();
    }

    private static Optional<String> named(String... args) {
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
