// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Breaks a command, checks the invariants, and runs the command again. */
final class Round {

    private final Stage stage;
    private final Fault fault;
    private final Random random;
    private final Invariants invariants;

    Round(Soak soak, int number, Fault fault, Random random) throws IOException, InterruptedException {
        String name = "soak_round_" + number;
        this.stage = new Stage(
                soak,
                fault == Fault.CRASH_IN_BACKFILL ? soak.backfill() : soak.night(),
                name,
                soak.folder().resolve(name),
                soak.fresh(name));
        this.fault = fault;
        this.random = random;
        this.invariants = new Invariants(stage);
    }

    Broken play() throws Exception {
        Broken broken = new Strike(stage, fault, random).play();
        expectAPersonWasTold(broken.ending());
        expectNothingHalf();
        if (random.nextInt(3) == 0) {
            killAtSomeInstant();
            expectNothingHalf();
        }
        boolean isUnfinished = isUnfinished();
        Ending next = stage.start(Map.of()).end();
        assertThat(next.exitCode()).as(next.err()).isEqualTo(stage.work().exitCode());
        if (isUnfinished && fault != Fault.CRASH_IN_BACKFILL) {
            assertThat(next.err()).contains("Finished the interrupted run as of " + Night.SECOND + ".");
        }
        invariants.expectNothingLeftAtWork();
        invariants.expectAll();
        invariants.expectNoLeftovers();
        stage.soak().forget(stage.name());
        return broken;
    }

    private void expectNothingHalf() throws Exception {
        invariants.expectNothingLeftAtWork();
        invariants.expectNothingHalf();
    }

    private void killAtSomeInstant() throws Exception {
        RollcallProcess run = stage.start(Map.of());
        run.process().waitFor((long) (random.nextDouble() * stage.work().millis()), TimeUnit.MILLISECONDS);
        run.process().destroyForcibly();
        run.end();
    }

    private boolean isUnfinished() {
        return stage.value("""
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
        if (ending.exitCode() == stage.work().exitCode()) {
            assertThat(ending.out())
                    .contains(fault == Fault.CRASH_IN_BACKFILL ? "Reconstructed" : SoakInventory.SYSTEMS + " systems");
        } else if (fault == Fault.LOCK_HELD) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(Soak.LOCKED);
        } else if (fault == Fault.TERM) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(143);
            if (isUnfinished()) {
                assertThat(ending.err()).startsWith("error[interrupted]: ");
            }
        } else if (!fault.isKill()) {
            assertThat(fault.isHarmless())
                    .as("%s broke it: %s", fault, ending.err())
                    .isFalse();
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(1);
            assertThat(ending.err().lines().filter(line -> line.startsWith("error[")))
                    .as(ending.err())
                    .hasSize(1);
        }
    }
}
