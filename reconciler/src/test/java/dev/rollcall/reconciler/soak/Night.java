// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The visible content of a database and an archive: the list of snapshots, the systems of each, the files of each
 * report, those of the archive itself, and the machine-readable files. Without ids, because a broken run may have used
 * some.
 */
record Night(
        String snapshots,
        Map<String, String> systems,
        Map<String, String> reports,
        Map<String, String> archive,
        Map<String, String> formats) {

    /** The folder for machine-readable files in the archive. */
    static final String FORMATS = "formats";

    static final Instant FIRST = Instant.parse("2026-01-04T02:00:00Z");
    static final Instant SECOND = Instant.parse("2026-01-05T02:30:00Z");

    static final Night NONE = new Night("", Map.of(), Map.of(), Map.of(), Map.of());

    private static final Instant NOW = Instant.parse("2026-01-06T00:00:00Z");

    /** Reads a database's history and an archive. */
    static Night seenIn(DatabaseSettings database, Path archive, Path scratch) throws IOException {
        RollcallProgram program = RollcallProgram.in(scratch, NOW).on(database);
        String snapshots = said(program.run("history", "--format", "csv")).replaceAll("(?m)^\\d+,", "N,");
        return new Night(
                snapshots,
                systems(database),
                reports(archive),
                files(archive, path -> !path.startsWith("2026") && !path.startsWith(FORMATS) && !isAside(path)),
                files(archive, path -> path.startsWith(FORMATS) && !isAside(path)));
    }

    /** By SQL, for speed. */
    private static Map<String, String> systems(DatabaseSettings database) {
        Map<String, String> systems = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet nights = connection.createStatement().executeQuery("""
                        select to_char(p.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                             , string_agg((to_jsonb(s) - 'snapshot_id')::text, chr(10) order by s.hostname)
                          from history.published_snapshots as p
                          join history.system_statuses as s on s.snapshot_id = p.id
                         group by p.as_of
                        """)) {
            while (nights.next()) {
                systems.put(nights.getString(1), nights.getString(2));
            }
            return systems;
        } catch (SQLException e) {
            throw new IllegalStateException("the systems of the nights", e);
        }
    }

    /** The files of the reports in an archive, without temporary ones. */
    private static Map<String, String> reports(Path archive) {
        return files(archive, path -> path.startsWith("2026"));
    }

    private static boolean isAside(String path) {
        return path.contains(".writing-");
    }

    private static Map<String, String> files(Path archive, Predicate<String> which) {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(archive)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = archive.relativize(file).toString();
                if (which.test(path)) {
                    texts.put(withoutIds(path), withoutIds(Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIds(String text) {
        return text.replaceAll("(2026-01-0\\dT\\d{6}Z)-\\d+", "$1-N")
                .replaceAll("(?i)(snapshot (?:<b>)?)\\d+", "$1N")
                .replaceAll("\\b((?:after|night|report)-)\\d+", "$1N")
                .replaceAll("(\"id\" : )\\d+", "$1N")
                .replaceAll("(\"rollcall.snapshot\" value=\")\\d+", "$1N");
    }

    private static String said(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
