// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The commands of a night, as a user runs them, and for a run also its assessment step. */
final class Commands {

    private final PostgresExtension postgres;
    private final Path folder;
    private final Measures measures;

    Commands(PostgresExtension postgres, Path folder, Measures measures) {
        this.postgres = postgres;
        this.folder = folder;
        this.measures = measures;
    }

    /** A night with changes, and queries about it. */
    void night(Instant night) throws Exception {
        run(night, "");
        time(night, "rollcall report", "report", "--snapshot", "latest", "--against", "previous", "--out", "again");
        time(night, "rollcall diff", "diff", "previous", "latest");
        String host = String.valueOf(postgres.dsl().fetchValue("select min(hostname) from inventory.systems"));
        time(night, "rollcall history HOST", "history", host);
    }

    /** One run, and the duration of its assessment step. */
    void run(Instant night, String what, String... more) throws Exception {
        String[] arguments = {"run", "--as-of", night.toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        time(night, "rollcall run" + what, all);
        measures.note(
                "  its step that assesses" + what,
                postgres.dsl().fetchSingle("""
                select extract(epoch from s.end_time - s.start_time) * 1000
                  from batch.batch_step_execution as s
                 where s.step_name = 'assessRanges'
                 order by s.step_execution_id desc
                 limit 1
                """).into(Double.class));
    }

    void time(Instant now, String name, String... arguments) throws Exception {
        measures.time(name, () -> {
            RollcallProgram.Outcome outcome = RollcallProgram.in(folder, now.plus(Duration.ofDays(1)))
                    .on(postgres.settings())
                    .run(arguments);
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        });
    }
}
