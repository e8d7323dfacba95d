// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

    @Test
    void should_return_the_message_of_the_file_system_when_a_library_wrapped_it() {
        IOException wrapped = new IOException(new XMLStreamException(new IOException("No space left on device")));

        assertThat(FailureText.of(wrapped)).isEqualTo("No space left on device");
    }

    @Test
    void should_name_the_file_when_the_message_is_only_that() {
        assertThat(FailureText.of(new AccessDeniedException("out/index.html")))
                .isEqualTo("out/index.html: permission denied");
    }

    @Test
    void should_keep_the_reason_when_what_it_wraps_has_none() {
        assertThat(FailureText.of(new IOException("No space left on device", new IOException())))
                .isEqualTo("No space left on device");
    }

    @Test
    void should_terminate_when_causes_form_a_cycle() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);

        assertThat(FailureText.of(outer)).isEqualTo("inner");
    }

    @Test
    void should_report_it_when_there_is_no_reason() {
        assertThat(FailureText.of(new IOException())).isEqualTo("no reason given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", " ", "\n"})
    void should_not_print_null_when_there_is_no_message(String message) {
        assertThat(FailureText.of(new IllegalStateException(message))).isEqualTo("no reason given");
        assertThat(FailureText.innermost(new SQLException(message))).isEqualTo("no reason given");
        assertThat(FailureText.of(new IllegalStateException(message, new EOFException())))
                .isEqualTo("unexpected end of file");
    }

    @Test
    void should_be_the_first_line_without_its_full_stop_when_a_message_is_longer() {
        assertThat(FailureText.of(new SQLException("ERROR: no such table.\n  Position: 15")))
                .isEqualTo("no such table");
    }

    @Test
    void should_be_the_innermost_when_the_outer_ones_only_give_the_place() {
        Throwable wrapped = new IllegalStateException("script 7", new SQLException("out of room", new SQLException()));

        assertThat(FailureText.of(wrapped)).isEqualTo("script 7");
        assertThat(FailureText.innermost(wrapped)).isEqualTo("out of room");
    }
}
