// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.BreakableServer;
import dev.rollcall.schema.error.ErrorName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a certificate for localhost, and clients that verify it. */
class TlsIT {

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Certificates certificates;

    @SuppressWarnings("NullAway.Init") // set before all
    private static BreakableServer server;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.make(folder, "ours", "localhost");
        server = BreakableServer.start(
                Files.createDirectory(folder.resolve("server")),
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", certificates.certificate().toString(),
                        "ssl_key_file", certificates.key().toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://", "jdbc:postgresql://"})
    void should_connect_encrypted_when_the_certificate_is_right(String scheme) {
        try (Database database = Database.open(settings(scheme, "localhost", certificates.authority()))) {
            assertThat(database.dsl().fetchValue("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo(true);
        }
    }

    @Test
    void should_refuse_when_the_certificate_names_another_host() {
        assertThatThrownBy(() -> Database.open(settings("postgresql://", "127.0.0.1", certificates.authority())))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATABASE_UNREACHABLE)
                .hasMessageContaining("Can't connect to the database //127.0.0.1")
                .hasMessageContaining("could not be verified");
    }

    @Test
    void should_refuse_when_another_authority_signed_the_certificate() throws Exception {
        Path strangers = Certificates.authority(folder, "strangers");

        assertThatThrownBy(() -> Database.open(settings("postgresql://", "localhost", strangers)))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATABASE_UNREACHABLE)
                .hasMessageContaining("Can't connect to the database //localhost");
    }

    @Test
    void should_refuse_when_the_server_does_not_support_tls() throws Exception {
        try (BreakableServer plain = BreakableServer.start(Files.createDirectory(folder.resolve("plain")))) {
            String url = plain.database("postgres").url().replace("jdbc:", "") + "?sslmode=verify-full&sslrootcert="
                    + certificates.authority();

            assertThatThrownBy(() -> Database.open(DatabaseSettings.of(url, "postgres", "postgres")))
                    .hasFieldOrPropertyWithValue("name", ErrorName.DATABASE_UNREACHABLE)
                    .hasMessageContaining("does not support SSL");
        }
    }

    private static DatabaseSettings settings(String scheme, String host, Path authority) {
        String port = server.database("postgres").url().replaceAll(".*:(\\d+)/.*", "$1");
        return DatabaseSettings.of(
                scheme + host + ":" + port + "/postgres?sslmode=verify-full&sslrootcert=" + authority,
                "postgres",
                "postgres");
    }
}
