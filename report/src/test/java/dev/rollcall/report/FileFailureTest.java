// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class FileFailureTest {

    @Test
    void should_say_what_the_file_system_said_when_a_library_wrapped_it() {
        IOException wrapped = new IOException(new XMLStreamException(new IOException("No space left on device")));

        assertThat(FileFailure.reason(wrapped)).isEqualTo("No space left on device");
    }

    @Test
    void should_name_the_file_when_the_exception_says_no_more_than_that() {
        assertThat(FileFailure.reason(new AccessDeniedException("out/index.html")))
                .isEqualTo("out/index.html: access is denied");
    }

    @Test
    void should_keep_the_reason_when_what_it_wraps_has_none() {
        assertThat(FileFailure.reason(new IOException("No space left on device", new IOException())))
                .isEqualTo("No space left on device");
    }

    @Test
    void should_come_to_an_end_when_causes_lead_back_to_the_first() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);

        assertThat(FileFailure.reason(outer)).isEqualTo("inner");
    }

    @Test
    void should_say_so_when_there_is_no_reason() {
        assertThat(FileFailure.reason(new IOException())).isEqualTo("it gave no reason");
    }
}
