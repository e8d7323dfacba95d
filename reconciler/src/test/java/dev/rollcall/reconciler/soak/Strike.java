// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.CutConnections;
import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.SmallDisk;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A command, and the fault that hits it. */
final class Strike {

    private static final List<String> STEPS = List.of(
            "openSnapshot",
            "gatherFacts",
            "assessRanges",
            "assessRange",
            "publish",
            "judge",
            "renderReport",
            "applyRetention");

    private static final int MAX_IN_STEP_MILLIS = 30;
    private static final int MAX_STATEMENT_MILLIS = 25;
    private static final int PAUSE_SECONDS = 20;

    /** The active step, from the job repository; after the process has died, the last one. The first night is job 1. */
    private static final String PLACE = """
            select coalesce(
                     ( select split_part(step_name, ':', 1)
                         from batch.batch_step_execution
                        where job_execution_id > 1
                          and status <> 'COMPLETED'
                        order by step_execution_id desc
                        limit 1)
                   , ( select case status when 'COMPLETED' then 'after the job' else 'between steps' end
                         from batch.batch_job_execution
                        where job_execution_id > 1
                        order by job_execution_id desc
                        limit 1)
                   , 'before the job')
            """;

    private static final String BEFORE_JOB = "before the job";

    /** The application name of a concurrent command's sessions. */
    private static final String OTHER = "beside";

    /** Where the run was when the concurrent command had a session. */
    private static final String MEETING = """
            select case
                     when exists (select from pg_stat_activity where application_name = '%s') then (%s)
                     else '%s'
                   end
            """.formatted(OTHER, PLACE, BEFORE_JOB);

    private final Stage stage;
    private final Soak soak;
    private final Fault fault;
    private final Random random;

    Strike(Stage stage, Fault fault, Random random) {
        this.stage = stage;
        this.soak = stage.soak();
        this.fault = fault;
        this.random = random;
    }

    /** Starts the command and breaks it. */
    Broken play() throws Exception {
        if (fault.needsMount()) {
            return broken(breakTheDisk());
        }
        soak.copyArchiveTo(stage.archive());
        return switch (fault) {
            case STATEMENT_TIMEOUT -> broken(hurry());
            case LOCK_HELD -> holdLock();
            case LOCK_WAITED -> holdLockForAWhile();
            case RESET -> cut(CutConnections.End.RESET);
            case HALF_CLOSED -> cut(CutConnections.End.HALF_CLOSED);
            case PRUNE -> beside("prune", "--out", stage.archive().toString(), "--wait-lock", patience());
            case BACKFILL ->
                beside(
                        "backfill",
                        "--from",
                        Night.FIRST.toString(),
                        "--to",
                        Night.FIRST.toString(),
                        "--reports",
                        "none",
                        "--out",
                        stage.archive().toString(),
                        "--wait-lock",
                        patience());
            case REPORT ->
                beside(
                        "report",
                        "--snapshot",
                        "1",
                        "--overwrite",
                        "--out",
                        stage.archive().toString(),
                        "--wait-lock",
                        "2m");
            case IMPORT -> beside("import", soak.folder().resolve("inventory").toString());
            case PAUSE -> pause();
            case CLOCK_JUMP -> jump();
            default -> hit(fault == Fault.CLOCK ? SkewedClock.variables(random) : Map.of());
        };
    }

    private Broken broken(Ending ending) {
        return new Broken(ending, place(), ending.exitCode() != stage.work().exitCode());
    }

    private Broken hit(Map<String, String> variables) throws Exception {
        RollcallProcess run = stage.start(variables);
        aim(run);
        String sessions = "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + stage.name()
                + "' and pid <> pg_backend_pid()";
        switch (fault) {
            case KILL, CLOCK -> run.process().destroyForcibly();
            case TERM -> run.process().destroy();
            case TERMINATE_ALL -> soak.server().execute(stage.name(), sessions);
            case TERMINATE_ONE ->
                soak.server()
                        .execute(
                                stage.name(),
                                sessions + " order by md5(pid::text || '" + random.nextInt() + "') limit 1");
            case RESTART -> soak.server().restart();
            case CRASH, CRASH_IN_BACKFILL -> soak.server().crash();
            default -> throw new IllegalStateException(fault.name());
        }
        return broken(run.end());
    }

    /** A run ignores a timeout set for the database or the role, but not one in its own URL. */
    private Ending hurry() throws IOException, InterruptedException {
        DatabaseSettings hurried = new DatabaseSettings(
                stage.database().url() + "?options=-c%20statement_timeout="
                        + (1 + random.nextInt(MAX_STATEMENT_MILLIS)),
                stage.database().user(),
                stage.database().password());
        return stage.startOn(hurried, Map.of()).end();
    }

    private Broken cut(CutConnections.End end) throws Exception {
        try (CutConnections proxy = CutConnections.to(stage.database(), end)) {
            RollcallProcess run = stage.startOn(proxy.settings(), Map.of());
            aim(run);
            proxy.cut();
            return broken(run.end());
        }
    }

    private Broken pause() throws Exception {
        RollcallProcess run = stage.start(Map.of());
        aim(run);
        boolean isAtWork = run.process().isAlive();
        signal(run, "STOP");
        String place = place();
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        signal(run, "CONT");
        return new Broken(run.end(), place, isAtWork);
    }

    private static void signal(RollcallProcess run, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.process().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Broken jump() throws Exception {
        Path clock = soak.folder().resolve(stage.name() + ".clock");
        RollcallProcess run = stage.start(SkewedClock.thatJumps(clock));
        aim(run);
        String place = place();
        SkewedClock.jump(clock, random);
        boolean isOver = run.process().waitFor(SkewedClock.JUMP_MILLIS, TimeUnit.MILLISECONDS);
        return new Broken(run.end(), place, !isOver);
    }

    /**
     * Starts the run and, a little later, another command, which is restarted if it ended before the job began. They
     * overlapped if both were in the database during the job.
     */
    private Broken beside(String... command) throws Exception {
        RollcallProcess run = stage.start(Map.of(), "--wait-lock", "2m");
        run.process().waitFor((long) (random.nextDouble() * stage.work().millis() / 2), TimeUnit.MILLISECONDS);
        DatabaseSettings way = new DatabaseSettings(
                stage.database().url() + "?ApplicationName=" + OTHER,
                stage.database().user(),
                stage.database().password());
        String met;
        do {
            met = meet(run, soak.start(way, Map.of(), List.of(command)));
        } while (met.equals(BEFORE_JOB) && run.process().isAlive());
        return new Broken(run.end(), met, !met.equals(BEFORE_JOB));
    }

    private String meet(RollcallProcess run, RollcallProcess other) throws Exception {
        String met = BEFORE_JOB;
        while (met.equals(BEFORE_JOB)
                && other.process().isAlive()
                && run.process().isAlive()) {
            met = stage.value(MEETING);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        Ending ending = other.end();
        assertThat(ending.exitCode()).as("%s said: %s", fault, ending.err()).isIn(0, Soak.LOCKED);
        return met;
    }

    private String patience() {
        return random.nextBoolean() ? "0s" : "2m";
    }

    private Broken holdLock() throws Exception {
        try (Database other = Database.open(stage.database());
                RunLock held = RunLock.acquire(other.dataSource(), Duration.ZERO)) {
            assertThat(held).isNotNull();
            return broken(stage.start(Map.of()).end());
        }
    }

    private Broken holdLockForAWhile() throws Exception {
        RollcallProcess run;
        boolean isWaiting;
        try (Database other = Database.open(stage.database());
                RunLock held = RunLock.acquire(other.dataSource(), Duration.ZERO)) {
            assertThat(held).isNotNull();
            run = stage.start(Map.of(), "--wait-lock", "10m");
            sleepWithin(run);
            isWaiting = run.process().isAlive();
        }
        return new Broken(run.end(), "before the job", isWaiting);
    }

    private Ending breakTheDisk() throws IOException, InterruptedException {
        int kilobytes = soak.kilobytesBefore() + random.nextInt(soak.kilobytesAfter() - soak.kilobytesBefore());
        Ending ending;
        try (SmallDisk disk = SmallDisk.over(stage.archive(), kilobytes)) {
            soak.copyArchiveTo(stage.archive());
            if (fault == Fault.READ_ONLY) {
                disk.makeReadOnly();
            }
            ending = stage.start(Map.of()).end();
            new Invariants(stage).expectWholeFiles("what a small disk holds");
        }
        soak.copyArchiveTo(stage.archive());
        return ending;
    }

    /** Waits for a random step of the job, or sometimes any time. */
    private void aim(RollcallProcess run) throws Exception {
        if (fault == Fault.CRASH_IN_BACKFILL || random.nextInt(6) == 0) {
            sleepWithin(run);
        } else {
            awaitStep(run, STEPS.get(random.nextInt(STEPS.size())));
        }
    }

    private void awaitStep(RollcallProcess run, String step) throws Exception {
        try (Connection watching = soak.server().connect(stage.name());
                PreparedStatement seen = watching.prepareStatement("""
                        select exists (
                                 select
                                   from batch.batch_step_execution
                                  where job_execution_id > 1
                                    and split_part(step_name, ':', 1) = ?
                               )
                        """)) {
            seen.setString(1, step);
            boolean isThere = false;
            while (!isThere && run.process().isAlive()) {
                try (ResultSet answer = seen.executeQuery()) {
                    isThere = answer.next() && answer.getBoolean(1);
                }
                // otherwise the run would have one core less
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        run.process().waitFor(random.nextInt(MAX_IN_STEP_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void sleepWithin(RollcallProcess run) throws InterruptedException {
        double part = 0.3 + 0.65 * random.nextDouble();
        run.process()
                .waitFor(
                        (long) (part * stage.work().millis() * (fault == Fault.CLOCK ? 1.5 : 1)),
                        TimeUnit.MILLISECONDS);
    }

    private String place() {
        return stage.value(PLACE);
    }
}
