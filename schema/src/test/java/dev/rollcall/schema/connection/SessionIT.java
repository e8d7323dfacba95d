// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of our sessions, whatever is set for the database. */
class SessionIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    private final String name = POSTGRES.settings().display().replaceAll(".*/", "");

    @AfterEach
    void reset() {
        POSTGRES.dsl().execute("alter database " + name + " reset all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array_nulls | off | on",
                "bytea_output | escape | hex",
                "check_function_bodies | off | on",
                "cursor_tuple_fraction | 0.01 | 1",
                "datestyle | German | ISO, MDY",
                "default_transaction_deferrable | on | off",
                "default_transaction_isolation | serializable | read committed",
                "default_transaction_read_only | on | off",
                "idle_in_transaction_session_timeout | 5s | 0",
                "idle_session_timeout | 5s | 0",
                "intervalstyle | iso_8601 | postgres",
                "jit | on | off",
                "lock_timeout | 5s | 0",
                "row_security | off | on",
                "search_path | public | pg_catalog, pg_temp",
                "standard_conforming_strings | off | on",
                "statement_timeout | 5s | 0",
                "tcp_keepalives_count | 9 | 6",
                "tcp_keepalives_idle | 7200 | 60",
                "tcp_keepalives_interval | 75 | 10",
                "transform_null_equals | on | off",
            })
    void should_have_our_settings_when_others_are_set_for_the_database(String what, String set, String needed) {
        POSTGRES.dsl().execute("alter database " + name + " set " + what + " = '" + set + "'");

        try (Database database = Database.open(POSTGRES.settings())) {
            assertThat(database.dsl().fetchValue("show " + what)).hasToString(needed);
        }
    }

    @Test
    void should_keep_the_options_of_the_url() {
        DatabaseSettings hurried = DatabaseSettings.of(
                POSTGRES.settings().url() + "?options=-c%20statement_timeout=123456",
                POSTGRES.settings().user(),
                POSTGRES.settings().password());

        try (Database database = Database.open(hurried)) {
            assertThat(database.dsl().fetchValue("show statement_timeout")).hasToString("123456ms");
        }
    }

    @Test
    void should_send_arrays_as_values_that_the_planner_knows() {
        try (Database database = Database.open(POSTGRES.settings())) {
            String plan = database.dsl()
                    .fetch("explain select from pg_class where relname::text = any (cast(? as text[]))", (Object)
                            new String[] {"one", "two"})
                    .getValues(0)
                    .toString();

            // otherwise a text is converted for each row
            assertThat(plan).contains("'{one,two}'::text[]").doesNotContain("cstring");
        }
    }

    @Test
    void should_be_refused_when_the_database_does_not_use_utf8() {
        POSTGRES.dsl().execute("create database " + name + "_latin template template0 encoding 'LATIN1' locale 'C'");
        DatabaseSettings latin = new DatabaseSettings(
                POSTGRES.settings().url() + "_latin",
                POSTGRES.settings().user(),
                POSTGRES.settings().password());

        assertThatThrownBy(() -> Database.open(latin))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATABASE_NOT_UTF8)
                .hasMessageContaining("_latin uses the encoding LATIN1, but Rollcall needs UTF8.");

        POSTGRES.dsl().execute("drop database " + name + "_latin");
    }
}
