// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.error.ErrorName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseSettingsTest {

    private static final Set<String> CREDENTIALS = Set.of("user", "password");

    /** Allowed parameters: none names a class or a file to write. */
    private static final Set<String> HARMLESS = Set.of(
            "adaptiveFetch",
            "adaptiveFetchMaximum",
            "adaptiveFetchMinimum",
            "allowEncodingChanges",
            "ApplicationName",
            "assumeMinServerVersion",
            "autosave",
            "binaryTransfer",
            "binaryTransferDisable",
            "binaryTransferEnable",
            "cancelSignalTimeout",
            "channelBinding",
            "cleanupSavepoints",
            "connectTimeout",
            "convertBooleanToNumeric",
            "currentSchema",
            "databaseMetadataCacheFields",
            "databaseMetadataCacheFieldsMiB",
            "defaultRowFetchSize",
            "disableColumnSanitiser",
            "escapeSyntaxCallMode",
            "flushCacheOnDdl",
            "groupStartupParameters",
            "gssEncMode",
            "gsslib",
            "gssResponseTimeout",
            "gssUseDefaultCreds",
            "hideUnprivilegedObjects",
            "hostRecheckSeconds",
            "jaasLogin",
            "kerberosServerName",
            "loadBalanceHosts",
            "localSocketAddress",
            "loginTimeout",
            "logServerErrorDetail",
            "logUnclosedConnections",
            "maxResultBuffer",
            "maxSendBufferSize",
            "options",
            "pemKeyAlgorithm",
            "PGDBNAME",
            "PGHOST",
            "PGPORT",
            "preferQueryMode",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "prepareThreshold",
            "protocolVersion",
            "queryTimeout",
            "quoteReturningIdentifiers",
            "readOnly",
            "readOnlyMode",
            "receiveBufferSize",
            "replication",
            "requireAuth",
            "reWriteBatchedInserts",
            "reWriteBatchedInsertsSize",
            "scramMaxIterations",
            "sendBufferSize",
            "socketTimeout",
            "ssl",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslNegotiation",
            "sslResponseTimeout",
            "sslrootcert",
            "sspiServiceClass",
            "stringtype",
            "targetServerType",
            "tcpKeepAlive",
            "tcpNoDelay",
            "unknownLength",
            "useSpnego");

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example.org/fleet,                jdbc:postgresql://db.example.org/fleet, ,",
        "postgres://amy@db:5433/fleet,                     jdbc:postgresql://db:5433/fleet, amy,",
        "postgresql://amy:s%40fe@db/fleet?sslmode=require, jdbc:postgresql://db/fleet?sslmode=require, amy, s@fe",
        "jdbc:postgresql://db/fleet?user=amy&password=a+b, jdbc:postgresql://db/fleet, amy, a+b",
        "jdbc:postgresql://db/fleet,                       jdbc:postgresql://db/fleet, ,",
        "jdbc:postgresql://amy:s%40fe@db/fleet?ssl=true,   jdbc:postgresql://db/fleet?ssl=true, amy, s@fe",
        "jdbc:postgresql://a@b:s:fe@db/fleet,              jdbc:postgresql://db/fleet, a@b, s:fe",
        "postgresql://db/fleet?SSLMODE=verify-full,        jdbc:postgresql://db/fleet?sslmode=verify-full, ,",
        "postgresql://db/fleet?channel_binding=require,    jdbc:postgresql://db/fleet?channelBinding=require, ,",
        "postgresql://db/fleet?connect_timeout=3,          jdbc:postgresql://db/fleet?connectTimeout=3, ,",
        "postgresql://db/fleet?application_name=x%20y,     jdbc:postgresql://db/fleet?ApplicationName=x%20y, ,",
        "postgresql:///fleet?host=db&port=5433,            jdbc:postgresql:///fleet?host=db&port=5433, ,",
    })
    void should_remove_credentials_from_the_url(String given, String url, String user, String password) {
        DatabaseSettings settings = DatabaseSettings.of(given, null, null);

        assertThat(settings).isEqualTo(new DatabaseSettings(url, user, password));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql:///fleet?host=/run/postgresql,           5432",
        "postgresql:///fleet?host=%2Frun%2Fpostgresql,       5432",
        "postgresql://:5433/fleet?host=/run/postgresql,      5433",
        "jdbc:postgresql:///fleet?host=/run/postgresql,      5432",
        "postgresql:///fleet?host=/run/postgresql&port=5433, 5433",
        "postgresql:///fleet?PORT=5433&host=/run/postgresql, 5433",
    })
    void should_use_the_socket_when_the_url_names_its_folder(String given, String port) {
        DatabaseSettings settings = DatabaseSettings.of(given, null, null);

        assertThat(settings.url())
                .isEqualTo("jdbc:postgresql://localhost:" + port + "/fleet?sslmode=disable"
                        + "&socketFactory=dev.rollcall.schema.connection.UnixSocketFactory"
                        + "&socketFactoryArg=%2Frun%2Fpostgresql%2F.s.PGSQL." + port);
        assertThat(settings.display()).isEqualTo("/run/postgresql/.s.PGSQL." + port + ", fleet");
    }

    @Test
    void should_refuse_the_url_when_it_names_a_host_and_the_folder_of_a_socket() {
        assertThatThrownBy(() -> DatabaseSettings.of("postgresql://db/fleet?host=/run/postgresql", null, null))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_DATABASE_URL)
                .hasMessageContaining("expected only one of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://db/fleet?sslmod=verify-full | parameter 'sslmod'. Did you mean sslmode",
                "postgresql://db/fleet?sslmode=disable&foo=bar | parameter 'foo'.",
                "postgresql://db/fleet?sslcrl=a | parameter 'sslcrl'.",
                "postgresql://amy:s@db/fleet?sslmod=require | parameter. Did you mean sslmode",
            })
    void should_refuse_a_parameter_when_the_driver_would_ignore_it(String url, String expected) {
        assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_DATABASE_URL)
                .hasMessageContaining(expected);
    }

    @Test
    void should_not_quote_an_unknown_parameter_when_it_may_be_the_rest_of_a_password() {
        for (String url :
                List.of("postgresql://db/fleet?password=a&top-secret", "postgresql://amy:a?top-secret&b@db/fleet")) {
            assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
                    .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_DATABASE_URL)
                    .hasMessageNotContaining("top-secret");
        }
    }

    @Test
    void should_prefer_the_given_credentials_when_the_url_has_some_too() {
        DatabaseSettings settings = DatabaseSettings.of("postgresql://amy:old@db/fleet", "bob", "new");

        assertThat(settings.user()).isEqualTo("bob");
        assertThat(settings.password()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void should_refuse_or_keep_each_parameter_that_the_driver_knows_when_a_url_has_it(PGProperty property) {
        String url = "jdbc:postgresql://db/fleet?" + property.getName() + "=x";
        boolean isHarmless = HARMLESS.contains(property.getName());

        assertThat(isHarmless || CREDENTIALS.contains(property.getName()))
                .as("%s is new: find out what it can do, and refuse it or add it to the harmless ones", property)
                .isNotEqualTo(DatabaseSettings.REFUSED_PARAMETERS.contains(
                        property.getName().toLowerCase(Locale.ROOT)));
        if (isHarmless) {
            assertThat(DatabaseSettings.of(url, null, null).url()).isEqualTo(url);
        } else if (!CREDENTIALS.contains(property.getName())) {
            assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
                    .hasFieldOrPropertyWithValue("name", ErrorName.DATABASE_URL_PARAMETER_REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/fleet",
                "db.example.org",
                "",
                "postgresql://a b:top-secret@db/fleet",
                "jdbc:postgresql://db/fleet?password=top-secret%zz",
                "jdbc:postgresql://amy:top-secret%@db/fleet",
                "jdbc:postgresql://amy:top-secret/x@db/fleet",
                "jdbc:postgresql://amy:top-secret?x@db/fleet"
            })
    void should_report_what_was_expected_without_quoting_the_url_when_its_kind_is_unknown(String url) {
        assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_DATABASE_URL)
                .hasMessageContaining("expected")
                .hasMessageNotContaining("top-secret")
                .hasNoCause();
    }

    @Test
    void should_hide_the_password_when_printed() {
        DatabaseSettings settings = DatabaseSettings.of("postgresql://amy:top-secret@db/fleet", null, null);

        assertThat(settings).hasToString("DatabaseSettings[//db/fleet, user amy]");
        assertThat(settings.display()).isEqualTo("//db/fleet");
    }
}
