// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.Vocabulary;
import dev.rollcall.schema.UnpackedPrograms;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.embedded.EmbeddedDatabase;
import dev.rollcall.schema.embedded.MachinePrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final MachinePrograms PROGRAMS = new MachinePrograms(
            Optional.ofNullable(UnpackedPrograms.variables().get("ROLLCALL_POSTGRES_BIN"))
                    .map(Path::of)
                    .orElse(null),
            System.getenv("PATH"));

    @TempDir
    Path folder;

    @Test
    void should_write_the_same_bytes_when_the_seed_is_the_same_on_another_day_in_another_country() throws IOException {
        Outcome first = demo("2026-08-01T00:00:00Z", "first", "1");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        Outcome second = demo("2026-08-02T00:00:00Z", "second", "1");
        Locale.setDefault(before);
        Outcome other = demo("2026-08-02T00:00:00Z", "other", "2");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("A generated fleet of 12 systems, 6 nights");
        assertThat(first.err()).contains("Starting an embedded PostgreSQL", "Creating the schemas", "6 of 6 nights");
        assertThat(second.exitCode()).isZero();
        assertThat(other.exitCode()).isZero();
        Map<String, String> files = files("first");
        assertThat(files("second")).isEqualTo(files).hasSizeGreaterThan(6);
        assertThat(files("other")).isNotEqualTo(files);
        assertThat(files.values()).flatMap(Vocabulary::avoidedIn).isEmpty();
    }

    @Test
    void should_replace_an_earlier_demo_and_leave_a_usable_database() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("a link"), real);
        assertThat(demo("2026-08-01T00:00:00Z", "a link", "2").exitCode()).isZero();
        Files.writeString(real.resolve("of the first"), "");

        Outcome demo = demo("2026-08-01T00:00:00Z", "a link", "1");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(real.resolve("of the first")).doesNotExist();
        assertThat(real.resolve("index.html")).exists();
        List<String> commands = demo.out()
                .lines()
                .filter(line -> line.startsWith("  rollcall "))
                .toList();

        assertThat(commands)
                .hasSize(7)
                .allMatch(line -> line.contains(" --home 'a link/"))
                .allSatisfy(command -> {
                    Outcome outcome = program("2026-08-01T00:00:00Z")
                            .run(command.strip()
                                    .substring("rollcall ".length())
                                    .replaceAll("'a link/([^']*)'", "a_link/$1")
                                    .replace("a_link", folder.resolve("real").toString())
                                    .split(" "));
                    // the gate may have failed
                    assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 10);
                    assertThat(outcome.out()).isNotBlank();
                    assertThat(outcome.err()).isEmpty();
                });
    }

    @Test
    void should_stop_its_server_when_the_earlier_database_can_not_be_dropped() throws IOException {
        Path home = folder.resolve("demo/.rollcall-demo-database");
        demo("2026-08-01T00:00:00Z", "demo", "1");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(home, Duration.ZERO, PROGRAMS);
                Database database = Database.open(server.database("rollcall"))) {
            database.dsl().execute("alter database rollcall is_template true");
        }

        Outcome again = demo("2026-08-01T00:00:00Z", "demo", "1");

        assertThat(again.err()).contains("The database 'rollcall' can't be dropped");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files).noneMatch(file -> file.endsWith("postmaster.pid"));
        }
    }

    /** One commit clears what openssl had, the database learns of more, and an exemption expires. */
    @Test
    void should_tell_of_advisories_when_the_scanner_has_begun() throws IOException {
        Outcome demo =
                program("2026-08-01T00:00:00Z").run("demo", "--systems", "24", "--nights", "24", "--out", "demo");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        Map<String, String> files = files("demo");
        List<String> changes = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith("/changes.html"))
                .map(file -> file.getValue().replaceAll("<[^>]*>", ""))
                .toList();
        assertThat(changes)
                .anyMatch(page -> page.contains("4 cleared by deployments"))
                .anyMatch(page -> page.contains("CVE-2026-22690 new"));
        String last = files.entrySet().stream()
                .filter(file -> file.getKey().matches("2026-06-30.*/advisories\\.html"))
                .map(file -> file.getValue().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow();
        assertThat(last)
                .contains("scanned systems run something with a known vulnerability")
                .contains("CVE-2026-23310 new 7.0 glibc")
                .contains("exempt until 2026-07-30 the vulnerable extension is not installed ( data )")
                .contains("exemption expired on 2026-06-27 on edge-* : waiting for new hardware ( field )");
        assertThat(files.get("systems/edge-turin-01.html")).contains("deploying clears 4, brings 1 (worst 8.1).");
        assertThat(files.keySet()).noneMatch(path -> path.matches("2026-06-0[89].*/advisories\\.html"));
    }

    @Test
    void should_change_nothing_when_the_folder_is_not_an_earlier_demo() throws IOException {
        Path treasure = Files.createDirectories(folder.resolve("mine")).resolve("treasure");
        Files.writeString(treasure, "gold");

        Outcome outcome = demo("2026-08-01T00:00:00Z", "mine", "1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("exists and is not an earlier demo");
        assertThat(treasure).hasContent("gold");
    }

    private Outcome demo(String now, String out, String seed) {
        return program(now).run("demo", "--systems", "12", "--nights", "6", "--seed", seed, "--out", out);
    }

    private RollcallProgram program(String now) {
        RollcallProgram program = RollcallProgram.in(folder, Instant.parse(now));
        UnpackedPrograms.variables().forEach(program::with);
        return program;
    }

    private Map<String, String> files(String archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder.resolve(archive))) {
            // the archive's owner differs each time
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve(archive).resolve(".rollcall-demo-database")))
                    .filter(file -> !file.endsWith(".rollcall-history"))
                    .toList()) {
                files.put(
                        folder.resolve(archive).relativize(file).toString(),
                        Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
