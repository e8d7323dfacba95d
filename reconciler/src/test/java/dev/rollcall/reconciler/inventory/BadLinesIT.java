// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.inventory.format.BadLineException;
import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import dev.rollcall.reconciler.inventory.format.JsonLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand lines of each kind that something happened to: each is taken, or refused in a short sentence. */
class BadLinesIT {

    private static final InventoryFormat.Defaults DEFAULTS = new InventoryFormat.Defaults(null, null, null, null);
    private static final int LINES = 10_000;

    @ParameterizedTest
    @EnumSource
    void should_take_a_line_or_say_what_is_wrong_when_anything_happened_to_it(FileKind kind) throws IOException {
        BadLines lines = new BadLines(kind.code().hashCode());
        int refused = 0;

        try (BadInputs inputs = new BadInputs("lines of " + kind.code())) {
            for (int i = 0; i < LINES; i++) {
                boolean isRefused = isRefused(kind, lines.next(kind));
                inputs.count(isRefused);
                refused += isRefused ? 1 : 0;
            }
        }

        assertThat(refused).isBetween(LINES / 4, LINES);
    }

    private static boolean isRefused(FileKind kind, byte[] bytes) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes));
        try {
            while (reader.next()) {
                if (!reader.isBlank()) {
                    kind.format().read(JsonLine.parse(reader.bytes(), 0, reader.length()), DEFAULTS);
                }
            }
            return false;
        } catch (BadLineException e) {
            assertThat(e.getMessage())
                    .hasSizeLessThan(400)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]")
                    .doesNotContain("Exception", "[Source");
            return true;
        }
    }
}
