// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    Path home;

    @Test
    void should_find_its_data_again_when_started_a_second_time() {
        try (EmbeddedDatabase embedded = EmbeddedDatabase.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            database.dsl().execute("create table kept as select 42 as answer");
        }

        try (EmbeddedDatabase embedded = EmbeddedDatabase.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            assertThat(database.dsl().fetchValue("select answer from kept")).isEqualTo(42);
            assertThat(database.dsl().fetchValue("show fsync")).isEqualTo("on");
            assertThat(database.dsl().fetchValue("show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void should_refuse_when_another_process_uses_the_home() {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(home)) {
            assertThat(first.database("fleet").user()).isNotNull();
            // the lock is the process's own here, which the JVM reports in its own way
            assertThatThrownBy(() -> EmbeddedDatabase.start(home)).isInstanceOf(HomeInUseException.class);
        }
    }

    @Test
    void should_ask_everybody_for_the_password_when_it_runs() throws Exception {
        try (EmbeddedDatabase embedded = EmbeddedDatabase.start(home)) {
            DatabaseSettings settings = embedded.database("fleet");

            assertThatThrownBy(() -> Database.open(new DatabaseSettings(settings.url(), settings.user(), "guess")))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }
}
