// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void should_end_at_the_first_end_when_more_follows_as_at_a_terminal() throws Exception {
        LineReader reader = new LineReader(new Terminal("one\n", "", "two\n"));

        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
        assertThat(reader.number()).isEqualTo(1);
    }

    /** An empty text is an end of the stream, after which it goes on. */
    private static final class Terminal extends InputStream {

        private final Queue<String> texts;

        Terminal(String... texts) {
            this.texts = new ArrayDeque<>(List.of(texts));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int most) {
            String text = texts.isEmpty() ? "" : texts.remove();
            System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, bytes, offset, text.length());
            return text.isEmpty() ? -1 : text.length();
        }
    }
}
