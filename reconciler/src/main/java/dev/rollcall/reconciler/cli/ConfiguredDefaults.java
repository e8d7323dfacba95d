// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private static final String PASSWORD_KEY = "db-password";

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
                .map(name -> environment.folder().resolve(name));
        Path standard = environment.folder().resolve(FILE);
        Properties properties = new Properties();
        if (named.isPresent()) {
            read(named.get(), properties);
        } else if (Files.exists(standard)) {
            read(standard, properties);
        }
        return new ConfiguredDefaults(environment, properties);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        String key = option.longestName().substring(2);
        String variable = "ROLLCALL_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
        return environment.variable(variable).orElse(file.getProperty(key));
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

    private static void read(Path path, Properties properties) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new UsageException(
                    "The configuration " + path + " is no properties file in UTF-8: expected lines such as db-url = "
                            + "jdbc:postgresql://localhost/fleet.");
        } catch (IOException e) {
            throw new UsageException("The configuration " + path + " can't be read. Check the name and its rights.");
        }
        if (properties.containsKey(PASSWORD_KEY)) {
            throw new UsageException("The configuration " + path + " holds a password, which files don't keep."
                    + " Put it into ROLLCALL_DB_PASSWORD or .pgpass.");
        }
    }
}
