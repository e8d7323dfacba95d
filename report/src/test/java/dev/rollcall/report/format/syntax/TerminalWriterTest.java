// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {

    @Test
    void should_escape_what_moves_the_cursor_or_reorders_when_written() throws IOException {
        assertThat(written("a\u001b[2J\tb\r\n\u202ec\u009b\ud83d\udc68\udb40\udc01\ud800"))
                .isEqualTo("a\\u001b[2J\tb\\u000d\n\\u202ec\\u009b\ud83d\udc68\\udb40\\udc01\\ud800");
    }

    /** Buffered writers cut a text anywhere. */
    private static String written(String text) throws IOException {
        StringWriter whole = new StringWriter();
        try (TerminalWriter writer = new TerminalWriter(whole)) {
            writer.write(text);
        }
        for (int cut = 0; cut <= text.length(); cut++) {
            StringWriter terminal = new StringWriter();
            try (TerminalWriter writer = new TerminalWriter(terminal)) {
                writer.write(text.toCharArray(), 0, cut);
                writer.write(text, cut, text.length() - cut);
            }
            assertThat(terminal.toString()).as("cut at %s", cut).isEqualTo(whole.toString());
        }
        return whole.toString();
    }
}
