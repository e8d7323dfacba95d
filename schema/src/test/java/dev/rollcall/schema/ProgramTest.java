// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    @ParameterizedTest
    @CsvSource({
        "0.2.0, , 0.1.9, , true",
        "0.10.0, , 0.9.0, , true",
        "0.1.0, , 0.2.0, 2026-01-01T00:00:00Z, false",
        "0.1.0, 2026-01-02T00:00:00Z, 0.1.0, 2026-01-01T00:00:00Z, true",
        "0.1.0, 2026-01-01T00:00:00Z, 0.1.0, 2026-01-01T00:00:00Z, false",
        "0.1.0, 2026-01-02T00:00:00Z, 0.1.0, , false",
        "0.1.0, , 0.1.0, 2026-01-01T00:00:00Z, false",
        "0.1.0, , 0.1.0-SNAPSHOT, , true",
    })
    void should_be_newer_when_its_version_or_else_its_commit_is_later(
            String version, @Nullable Instant at, String other, @Nullable Instant otherAt, boolean isNewer) {
        assertThat(new Program(version, null, at).isNewerThan(new Program(other, null, otherAt)))
                .isEqualTo(isNewer);
    }

    @Test
    void should_distinguish_builds_of_one_version_when_they_have_different_commits() {
        assertThat(new Program("0.1.0", "abc", null)).hasToString("0.1.0 (commit abc)");
        assertThat(new Program("0.1.0", null, null)).hasToString("0.1.0");
    }
}
