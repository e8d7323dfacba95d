// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold for a database and an archive, whatever happened to a command. */
final class Invariants {

    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern REPORT = Pattern.compile("\"report\" : \"([^\"]+)\"");

    private final Stage stage;
    private final Night expected;

    Invariants(Stage stage) {
        this.stage = stage;
        this.expected = stage.work().expected();
    }

    void expectNothingLeftAtWork() throws InterruptedException {
        String sessions = "";
        for (int tenth = 0; tenth < PATIENCE_SECONDS * 10; tenth++) {
            sessions = stage.soak()
                    .server()
                    .value(
                            "postgres",
                            "select string_agg(state || ' ' || query, '; ') from pg_stat_activity where datname = '"
                                    + stage.name() + "'");
            if (sessions.equals("null")) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(sessions).as("sessions that outlive their process").isEqualTo("null");
        assertThat(stage.soak().server().value("postgres", "select count(*) from pg_locks where locktype = 'advisory'"))
                .as("locks that outlive their process")
                .isEqualTo("0");
    }

    /** A new night is visible completely or not at all, and the first night is unchanged. */
    void expectNothingHalf() throws IOException {
        Night seen = stage.seen();
        assertThat(expected.systems()).containsAllEntriesOf(seen.systems()).containsKey(Night.FIRST.toString());
        assertThat(seen.systems()).containsKey(Night.FIRST.toString());
        String judged = expected.snapshots();
        // a night is published before its gate is evaluated
        assertThat(judged + judged.replace(",failed,", ",,"))
                .contains(seen.snapshots().lines().skip(1).toList());
        expectWholeReports(seen.reports());
        assertThat(expected.formats()).as("machine formats").containsAllEntriesOf(seen.formats());
        expectPointerToWholeReport();
    }

    /** Checks the archive, whatever the database contains. */
    void expectWholeFiles(String description) throws IOException {
        Night seen = stage.seen();
        assertThat(seen.reports()).as(description).satisfies(this::expectWholeReports);
        assertThat(expected.formats()).containsAllEntriesOf(seen.formats());
    }

    void expectAll() throws IOException {
        assertThat(stage.seen()).isEqualTo(expected);
    }

    void expectNoLeftovers() throws IOException {
        try (Stream<Path> entries = Files.walk(stage.archive())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .noneMatch(entry -> entry.startsWith(".writing-"));
        }
        assertThat(stage.value(
                        "select count(*) from batch.batch_job_execution where status not in ('COMPLETED', 'FAILED')"))
                .isEqualTo("0");
    }

    /** External programs follow latest.json to the report, even while the next one is written. */
    private void expectPointerToWholeReport() throws IOException {
        Matcher pointer = REPORT.matcher(Files.readString(stage.archive().resolve("latest.json")));
        assertThat(pointer.find()).isTrue();
        assertThat(stage.archive().resolve(pointer.group(1))).isRegularFile();
    }

    private void expectWholeReports(Map<String, String> reports) {
        assertThat(expected.reports()).containsAllEntriesOf(reports);
        List<String> folders = reports.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .toList();
        assertThat(reports.keySet())
                .containsAll(expected.reports().keySet().stream()
                        .filter(path -> folders.contains(path.substring(0, path.indexOf('/'))))
                        .toList());
    }
}
