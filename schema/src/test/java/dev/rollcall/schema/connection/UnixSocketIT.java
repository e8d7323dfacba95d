// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.BreakableServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a Unix socket. */
class UnixSocketIT {

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private static BreakableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = BreakableServer.start(folder.resolve("server"), Map.of("unix_socket_directories", folder.toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void should_not_use_the_network_when_the_url_names_the_folder_of_the_socket() {
        try (Database database = Database.open(settings())) {
            assertThat(database.dsl().fetchValue("select inet_client_addr() is null"))
                    .isEqualTo(true);
        }
    }

    @Test
    void should_handle_concurrency_and_long_rows_when_connected_by_the_socket() {
        try (Database database = Database.open(settings())) {
            assertThat(IntStream.range(0, 40)
                            .parallel()
                            .mapToObj(row ->
                                    database.dsl().fetchValue("select length(repeat('x', 3000000) || pg_sleep(0.01))")))
                    .containsOnly(3_000_000);
        }
    }

    @Test
    void should_end_a_statement_when_it_is_cancelled_through_the_socket() {
        try (Database database = Database.open(settings())) {
            assertThatThrownBy(() -> database.dsl()
                            .resultQuery("select pg_sleep(60)")
                            .queryTimeout(1)
                            .fetch())
                    .hasMessageContaining("canceling statement");
        }
    }

    private static DatabaseSettings settings() {
        String url = server.database("postgres").url();
        String port = url.replaceAll(".*:([0-9]+)/.*", "$1");
        return DatabaseSettings.of("postgresql://:" + port + "/postgres?host=" + folder, "postgres", "postgres");
    }
}
