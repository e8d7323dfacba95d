// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.config;

import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.Set;
import java.util.regex.Pattern;

/** Rejects properties files with passwords, or with keys that no command has. */
final class ConfigurationCheck {

    private static final Pattern SECRET = Pattern.compile("(?i).*(pass|pwd|secret|token).*", Pattern.DOTALL);
    private static final int MAX_SHOWN_LENGTH = 80;

    private final PropertiesFile file;
    private final ConfigurationKeys keys;

    ConfigurationCheck(PropertiesFile file, ConfigurationKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Checks every line.
     *
     * @throws RollcallException for the first invalid one
     */
    void run() {
        for (PropertiesFile.Entry entry : file.entries()) {
            boolean isKnown = keys.names().contains(entry.key());
            if (isKnown ? isUrlWithPassword(entry) : SECRET.matcher(entry.key()).matches()) {
                throw file.failure(
                        ErrorName.PASSWORD_IN_CONFIGURATION,
                        entry.line(),
                        "has a password, which must not be stored there. Use ROLLCALL_DB_PASSWORD or .pgpass.");
            }
            if (!isKnown) {
                throw file.failure(
                        ErrorName.UNKNOWN_KEY,
                        entry.line(),
                        "has the unknown key '" + Words.cut(entry.key(), MAX_SHOWN_LENGTH, "…") + "'" + advice(entry));
            }
        }
    }

    private static boolean isUrlWithPassword(PropertiesFile.Entry entry) {
        try {
            return entry.key().equals("db-url")
                    && DatabaseSettings.of(entry.value(), null, null).password() != null;
        } catch (RollcallException e) {
            // opening the database reports what is wrong with it
            return false;
        }
    }

    private String advice(PropertiesFile.Entry entry) {
        return keys.nearest(entry.key(), Set.of())
                .map(key -> ": expected the name of an option without --, perhaps '" + key + "'.")
                .orElse(": expected the name of an option without --, such as db-url. 'rollcall config' lists them.");
    }
}
