// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.Database;
import dev.rollcall.schema.DatabaseSettings;
import dev.rollcall.schema.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One night that is broken, what must hold then, and the night after it. */
final class Round {

    /** The key of the lock that runs take, as docs/operations.md tells it. */

    /** What the job is made of, and what comes after it. */
    private static final List<String> STEPS = List.of(
            "judge", "openSnapshot", "renderReport", "assessRange", "publish", "recordFindings", "applyRetention");

    private static final int LONGEST_IN_STEP_MILLIS = 30;
    private static final int LONGEST_STATEMENT_MILLIS = 25;
    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern REPORT = Pattern.compile("\"report\" : \"([^\"]+)\"");

    private final Soak soak;
    private final Fault fault;
    private final Random random;
    private final int number;
    private final String name;
    private final Path archive;
    private final DatabaseSettings database;

    Round(Soak soak, int number, Fault fault, Random random) {
        this.soak = soak;
        this.fault = fault;
        this.random = random;
        this.number = number;
        this.name = "soak_round_" + number;
        this.archive = soak.folder().resolve(name);
        this.database = soak.fresh(name);
    }

    /** Plays it; returns where the run was broken and what it said, in words. */
    String play() throws Exception {
        Ending ending = breakIt();
        String place = place(ending);
        expectAPersonWasTold(ending);
        expectNothingLeftAtWork();
        expectNothingHalf();
        if (random.nextInt(3) == 0) {
            killAtSomeInstant(soak.start(database, archive, Map.of()));
            expectNothingLeftAtWork();
            expectNothingHalf();
        }
        boolean isUnfinished = isUnfinished();
        Ending next = soak.start(database, archive, Map.of()).end();
        assertThat(next.exitCode()).as(next.err()).isEqualTo(Soak.GATE_FAILED);
        if (isUnfinished) {
            assertThat(next.err()).contains("Finished the run as of " + Night.SECOND + " that was interrupted.");
        }
        expectNothingLeftAtWork();
        assertThat(Night.seenIn(database, archive, soak.folder())).isEqualTo(soak.expected());
        expectNoLeftovers();
        soak.forget(name);
        return place + said(ending);
    }

    private static boolean isWell(Ending ending) {
        return ending.exitCode() == Soak.GATE_FAILED;
    }

    private static String said(Ending ending) {
        return ending.err().isEmpty()
                ? ""
                : ", said: "
                        + ending.err()
                                .strip()
                                .replaceAll("[0-9a-f-]{36}|\\d+", "N")
                                .replaceAll("\\R", " / ");
    }

    private Ending breakIt() throws Exception {
        if (fault.needsMount()) {
            return breakTheDisk();
        }
        soak.copyArchiveTo(archive);
        switch (fault) {
            case STATEMENT_TIMEOUT -> {
                // a timeout that is set for the database or the role a run does not keep; what its own URL asks for it
                // does
                DatabaseSettings hurried = new DatabaseSettings(
                        database.url() + "?options=-c%20statement_timeout="
                                + (1 + random.nextInt(LONGEST_STATEMENT_MILLIS)),
                        database.user(),
                        database.password());
                return soak.start(hurried, archive, Map.of()).end();
            }
            case LOCK_HELD, LOCK_WAITED -> {
                return breakByLock();
            }
            case CLOCK_JUMP -> {
                Path clock = soak.folder().resolve(name + ".clock");
                RollcallProcess run = soak.start(database, archive, SkewedClock.thatJumps(clock));
                sleepWithin(run);
                SkewedClock.jump(clock, random);
                return run.end();
            }
            default -> {
                RollcallProcess run =
                        soak.start(database, archive, fault == Fault.CLOCK ? SkewedClock.variables(random) : Map.of());
                if (fault == Fault.KILL_IN_STEP) {
                    waitForStep(run);
                } else {
                    sleepWithin(run);
                }
                strike(run);
                return run.end();
            }
        }
    }

    private void waitForStep(RollcallProcess run) throws Exception {
        String step = STEPS.get((number / Fault.values().length) % STEPS.size());
        try (Connection watching = soak.server().connect(name);
                PreparedStatement seen = watching.prepareStatement("""
                        select exists (
                                 select
                                   from batch.batch_step_execution
                                  where job_execution_id = 2
                                    and split_part(step_name, ':', 1) = ?
                               )
                        """)) {
            seen.setString(1, step);
            boolean isThere = false;
            while (!isThere && run.process().isAlive()) {
                try (ResultSet answer = seen.executeQuery()) {
                    isThere = answer.next() && answer.getBoolean(1);
                }
                // or the run that is watched would have one processor less
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        run.process().waitFor(random.nextInt(LONGEST_IN_STEP_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void strike(RollcallProcess run) throws IOException, InterruptedException {
        String sessions = "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
                + "' and pid <> pg_backend_pid()";
        switch (fault) {
            case KILL, KILL_IN_STEP, CLOCK -> run.process().destroyForcibly();
            case TERM -> run.process().destroy();
            case TERMINATE_ALL -> soak.server().execute(name, sessions);
            case TERMINATE_ONE ->
                soak.server()
                        .execute(name, sessions + " order by md5(pid::text || '" + random.nextInt() + "') limit 1");
            case RESTART -> soak.server().restart();
            case CRASH -> soak.server().crash();
            default -> throw new IllegalStateException(fault.name());
        }
    }

    private Ending breakTheDisk() throws IOException, InterruptedException {
        int kilobytes =
                soak.kilobytesBefore() + random.nextInt((soak.kilobytesAfter() - soak.kilobytesBefore()) * 11 / 10);
        Ending ending;
        try (SmallDisk disk = SmallDisk.over(archive, kilobytes)) {
            soak.copyArchiveTo(archive);
            if (fault == Fault.READ_ONLY) {
                disk.makeReadOnly();
            }
            ending = soak.start(database, archive, Map.of()).end();
            Night seen = Night.seenIn(database, archive, soak.folder());
            assertThat(seen.reports()).as("what a small disk holds").satisfies(this::expectWholeReports);
            assertThat(soak.expected().formats()).containsAllEntriesOf(seen.formats());
        }
        soak.copyArchiveTo(archive);
        return ending;
    }

    private Ending breakByLock() throws Exception {
        RollcallProcess run;
        try (Database other = Database.open(database);
                RunLock held = RunLock.acquire(other.dataSource(), Duration.ZERO)) {
            assertThat(held).isNotNull();
            if (fault == Fault.LOCK_HELD) {
                return soak.start(database, archive, Map.of()).end();
            }
            run = soak.start(database, archive, Map.of(), "--wait-lock", "10m");
            sleepWithin(run);
        }
        return run.end();
    }

    private void killAtSomeInstant(RollcallProcess run) throws IOException, InterruptedException {
        sleepWithin(run);
        run.process().destroyForcibly();
        run.end();
    }

    private void sleepWithin(RollcallProcess run) throws InterruptedException {
        // most of them where the job is at work, some while the process starts or ends
        double part = random.nextInt(5) == 0 ? random.nextDouble() : 0.4 + 0.7 * random.nextDouble();
        long millis = (long) (part * soak.unbrokenMillis() * (fault == Fault.CLOCK ? 1.5 : 1));
        run.process().waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** The step that was at work, by the job repository; before and after it there is none. */
    private String place(Ending ending) {
        String step = soak.server().value(name, """
                        select coalesce(
                                 ( select split_part(step_name, ':', 1)
                                     from batch.batch_step_execution
                                    where job_execution_id = 2
                                      and status <> 'COMPLETED'
                                    order by step_execution_id desc
                                    limit 1)
                               , ( select case status when 'COMPLETED' then 'after the job' else 'between steps' end
                                     from batch.batch_job_execution
                                    where job_execution_id = 2)
                               , 'before the job')
                        """);
        return isWell(ending) ? "not at all" : step;
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
        assertThat(ending.err()).doesNotContain("\tat ", "unexpected", "Exception");
        if (isWell(ending)) {
            assertThat(ending.out()).contains("300 systems", "host-001");
        } else if (fault == Fault.LOCK_HELD) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(12);
        } else if (fault == Fault.TERM) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(143);
            if (isUnfinished()) {
                assertThat(ending.err()).startsWith("error: rollcall was told to stop");
            }
        } else if (!fault.isKill()) {
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(1);
            assertThat(ending.err().lines().filter(line -> line.startsWith("error: ")))
                    .as(ending.err())
                    .hasSize(1);
        }
    }

    private void expectNothingLeftAtWork() throws InterruptedException {
        String sessions = "";
        for (int second = 0; second < PATIENCE_SECONDS * 10; second++) {
            sessions = soak.server()
                    .value(
                            "postgres",
                            "select string_agg(state || ' ' || query, '; ') from pg_stat_activity where datname = '"
                                    + name + "'");
            if (sessions.equals("null")) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(sessions).as("sessions that outlive their process").isEqualTo("null");
        assertThat(soak.server().value("postgres", "select count(*) from pg_locks where locktype = 'advisory'"))
                .as("locks that outlive their process")
                .isEqualTo("0");
    }

    /** What is visible is either nothing of the second night or all of it, and the first night is what it was. */
    private void expectNothingHalf() throws IOException {
        Night seen = Night.seenIn(database, archive, soak.folder());
        assertThat(soak.expected().systems())
                .containsAllEntriesOf(seen.systems())
                .containsKey(Night.FIRST.toString());
        assertThat(seen.systems()).containsKey(Night.FIRST.toString());
        assertThat(soak.expected().snapshots())
                .contains(seen.snapshots().lines().skip(1).toList());
        assertThat(seen.reports()).satisfies(this::expectWholeReports);
        assertThat(soak.expected().formats()).as("machine formats").containsAllEntriesOf(seen.formats());
        expectPointerToWholeReport();
    }

    /** Programs go from latest.json to the report, also while the next one is made. */
    private void expectPointerToWholeReport() throws IOException {
        Matcher pointer = REPORT.matcher(Files.readString(archive.resolve("latest.json")));
        assertThat(pointer.find()).isTrue();
        assertThat(archive.resolve(pointer.group(1))).isRegularFile();
    }

    private void expectWholeReports(Map<String, String> reports) {
        assertThat(soak.expected().reports()).containsAllEntriesOf(reports);
        List<String> folders = reports.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .toList();
        assertThat(reports.keySet())
                .containsAll(soak.expected().reports().keySet().stream()
                        .filter(path -> folders.contains(path.substring(0, path.indexOf('/'))))
                        .toList());
    }

    private void expectNoLeftovers() throws IOException {
        try (Stream<Path> entries = Files.walk(archive)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .noneMatch(entry -> entry.startsWith(".writing-"));
        }
        assertThat(
                        soak.server()
                                .value(
                                        name,
                                        "select count(*) from batch.batch_job_execution where status not in ('COMPLETED', 'FAILED')"))
                .isEqualTo("0");
    }
}
