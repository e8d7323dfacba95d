// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.report.SystemRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusNamesTest {

    private final StringWriter written = new StringWriter();

    @Test
    void should_leave_out_what_a_program_could_misread_when_names_are_written() {
        try (StatusNames names = new StatusNames(new BufferedWriter(written))) {
            List.of("web-1", "", "-rf", "a b", "größe", "a.b_c:9", "a\nb", "$(x)")
                    .forEach(name -> names.accept(SystemRows.offline(name, null)));

            assertThat(names.leftOut()).isEqualTo(5);
        }

        assertThat(written).hasToString("web-1\ngröße\na.b_c:9\n");
    }

    @Test
    void should_fail_when_the_output_is_full() {
        StatusNames names = new StatusNames(new BufferedWriter(new FullDisk()));
        names.accept(SystemRows.offline("web", null));

        assertThatThrownBy(names::close).isInstanceOf(UncheckedIOException.class);
    }

    private static final class FullDisk extends Writer {

        @Override
        public void write(char[] text, int start, int length) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
