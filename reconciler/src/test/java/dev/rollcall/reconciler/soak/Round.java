// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.schema.DatabaseSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One command that is broken, what must hold then, and the same command after it. */
final class Round {

    private final Soak soak;
    private final Work work;
    private final Fault fault;
    private final Random random;
    private final String name;
    private final Path archive;
    private final DatabaseSettings database;
    private final Invariants invariants;

    Round(Soak soak, int number, Fault fault, Random random) {
        this.soak = soak;
        this.work = fault == Fault.CRASH_IN_BACKFILL ? soak.backfill() : soak.night();
        this.fault = fault;
        this.random = random;
        this.name = "soak_round_" + number;
        this.archive = soak.folder().resolve(name);
        this.database = soak.fresh(name);
        this.invariants = new Invariants(soak, work, name, archive, database);
    }

    Broken play() throws Exception {
        Broken broken = new Strike(soak, work, fault, random, name, archive, database).play();
        expectAPersonWasTold(broken.ending());
        expectNothingHalf();
        if (random.nextInt(3) == 0) {
            killAtSomeInstant();
            expectNothingHalf();
        }
        boolean isUnfinished = isUnfinished();
        Ending next = soak.start(work, database, archive, Map.of()).end();
        assertThat(next.exitCode()).as(next.err()).isEqualTo(work.exitCode());
        if (isUnfinished && fault != Fault.CRASH_IN_BACKFILL) {
            assertThat(next.err()).contains("Finished the run as of " + Night.SECOND + " that was interrupted.");
        }
        invariants.expectNothingLeftAtWork();
        invariants.expectAll();
        invariants.expectNoLeftovers();
        soak.forget(name);
        return broken;
    }

    private void expectNothingHalf() throws Exception {
        invariants.expectNothingLeftAtWork();
        invariants.expectNothingHalf();
    }

    private void killAtSomeInstant() throws Exception {
        RollcallProcess run = soak.start(work, database, archive, Map.of());
        run.process().waitFor((long) (random.nextDouble() * work.millis()), TimeUnit.MILLISECONDS);
        run.process().destroyForcibly();
        run.end();
    }

    private boolean isUnfinished() {
        return soak.server().value(name, """
                        select exists (
                                 select
                                   from batch.batch_job_execution
                                  where job_execution_id = (select max(job_execution_id) from batch.batch_job_execution)
                                    and status <> 'COMPLETED'
                               )
                        """).equals("t");
    }

    private void expectAPersonWasTold(Ending ending) {
        assertThat(ending.err()).doesNotContain("\tat ", "and report it", "Exception");
        if (ending.exitCode() == work.exitCode()) {
            assertThat(ending.out()).contains(fault == Fault.CRASH_IN_BACKFILL ? "Reconstructed" : "300 systems");
        } else if (fault == Fault.LOCK_HELD) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(Soak.LOCKED);
        } else if (fault == Fault.TERM) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(143);
            if (isUnfinished()) {
                assertThat(ending.err()).startsWith("error: rollcall was told to stop");
            }
        } else if (!fault.isKill()) {
            assertThat(fault.isHarmless())
                    .as("%s broke it: %s", fault, ending.err())
                    .isFalse();
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(1);
            assertThat(ending.err().lines().filter(line -> line.startsWith("error: ")))
                    .as(ending.err())
                    .hasSize(1);
        }
    }
}
