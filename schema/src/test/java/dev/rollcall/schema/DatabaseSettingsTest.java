// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example.org/fleet,                jdbc:postgresql://db.example.org/fleet, ,",
        "postgres://amy@db:5433/fleet,                     jdbc:postgresql://db:5433/fleet, amy,",
        "postgresql://amy:s%40fe@db/fleet?sslmode=require, jdbc:postgresql://db/fleet?sslmode=require, amy, s@fe",
        "jdbc:postgresql://db/fleet?user=amy&password=a+b, jdbc:postgresql://db/fleet, amy, a+b",
        "jdbc:postgresql://db/fleet,                       jdbc:postgresql://db/fleet, ,",
    })
    void should_take_credentials_out_of_the_url_when_they_are_in_it(
            String given, String url, String user, String password) {
        DatabaseSettings settings = DatabaseSettings.of(given, null, null);

        assertThat(settings).isEqualTo(new DatabaseSettings(url, user, password));
    }

    @Test
    void should_prefer_the_given_credentials_when_the_url_has_some_too() {
        DatabaseSettings settings = DatabaseSettings.of("postgresql://amy:old@db/fleet", "bob", "new");

        assertThat(settings.user()).isEqualTo("bob");
        assertThat(settings.password()).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketFactory", "loggerFile", "sslfactory", "authenticationPluginClassName"})
    void should_refuse_the_url_when_a_parameter_could_load_code_or_write_files(String parameter) {
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:postgresql://db/fleet?" + parameter + "=x", null, null))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("refuses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/fleet", "db.example.org", "", "postgresql://a b:top-secret@db/fleet"})
    void should_say_what_was_expected_without_quoting_the_url_when_it_is_of_no_known_kind(String url) {
        assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
                .isInstanceOf(SchemaException.class)
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
