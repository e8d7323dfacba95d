// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What can be seen of a database and an archive, through the program alone: the list of snapshots, the systems of each,
 * and the files of each report. Ids are left out, because a run that was broken may have used some up.
 */
record Night(String snapshots, Map<String, String> systems, Map<String, String> reports) {

    static final Instant FIRST = Instant.parse("2026-01-04T02:00:00Z");
    static final Instant SECOND = Instant.parse("2026-01-05T02:30:00Z");

    private static final Instant NOW = Instant.parse("2026-01-06T00:00:00Z");

    /** Asks a database for its history, and reads an archive. */
    static Night seenIn(DatabaseSettings database, Path archive, Path scratch) throws IOException {
        RollcallProgram program = RollcallProgram.in(scratch, NOW).on(database);
        String snapshots = said(program.run("history", "--format", "csv")).replaceAll("(?m)^\\d+,", "N,");
        Map<String, String> systems = new TreeMap<>();
        for (Instant night : new Instant[] {FIRST, SECOND}) {
            if (snapshots.contains(night.toString())) {
                Path again = Files.createTempDirectory(scratch, "again");
                said(program.run("report", "--snapshot", night.toString(), "--out", again.toString()));
                reports(again).forEach((file, text) -> {
                    if (file.endsWith("systems.csv")) {
                        systems.put(night.toString(), text);
                    }
                });
            }
        }
        return new Night(snapshots, systems, reports(archive));
    }

    /** The files of the reports of an archive, which leaves out what is half written under another name. */
    private static Map<String, String> reports(Path archive) {
        Map<String, String> reports = new TreeMap<>();
        if (!Files.isDirectory(archive)) {
            return reports;
        }
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = archive.relativize(file).toString();
                if (path.startsWith("2026")) {
                    reports.put(withoutIds(path), withoutIds(Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIds(String text) {
        return text.replaceAll("(2026-01-0\\dT\\d{6}Z)-\\d+", "$1-N").replaceAll("(?i)(snapshot (?:<b>)?)\\d+", "$1N");
    }

    private static String said(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
