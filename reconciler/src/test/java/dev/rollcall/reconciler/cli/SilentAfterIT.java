// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system whose last heartbeat is two hours old. */
class SilentAfterIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void oneSystem() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .system("web", "infra")
                .heartbeat("web", 10);
    }

    @ParameterizedTest
    @CsvSource({"121m, \"silent\" : false", "119m, \"silent\" : true"})
    void should_be_silent_when_explained_and_the_last_heartbeat_is_older_than_asked(String after, String silent) {
        assertThat(rollcall("explain", "web", "--format", "json", "--silent-after", after))
                .contains(silent);
    }

    @ParameterizedTest
    @CsvSource({"121m, false", "119m, true"})
    void should_be_silent_when_listed_and_the_last_heartbeat_is_older_than_asked(String after, boolean silent) {
        assertThat(rollcall("status", "--format", "jsonl", "--silent-after", after)
                        .contains("\"silent\":true"))
                .isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource({"121m, 0", "119m, 1"})
    void should_be_silent_when_assessed_and_the_last_heartbeat_is_older_than_asked(String after, int silent) {
        rollcall("run", "--silent-after", after);

        assertThat(POSTGRES.dsl().fetchValue("select silent from history.published_snapshots"))
                .isEqualTo(silent);
    }

    private String rollcall(String... args) {
        return RollcallProgram.in(folder, Fleet.hour(12))
                .on(POSTGRES.settings())
                .run(args)
                .out();
    }
}
