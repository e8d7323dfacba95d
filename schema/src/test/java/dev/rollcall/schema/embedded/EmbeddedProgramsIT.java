// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.SmallDisk;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines on which the bundled programs can't run or their data can't grow: reported within seconds, or worked around.
 */
@Timeout(120)
class EmbeddedProgramsIT {

    private static final String VERSION = BuildProperties.current().embeddedPostgres();
    private static final String MAJOR = VERSION.replaceAll("\\..*", "");

    /** A home whose server was started and stopped once; its programs serve as the machine's. */
    @TempDir
    static Path madeBefore;

    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeAll
    static void makeHome() {
        AbandonedServer.start(madeBefore.resolve("home")).close();
    }

    @BeforeEach
    void nameHome() {
        home = folder.resolve("home");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_use_the_programs_on_the_path_when_this_system_has_no_loader_for_the_bundled_ones() throws Exception {
        copyTheHome();
        hideLoader();

        try (EmbeddedDatabase embedded = start(onPath("/nowhere:" + machine()))) {
            assertThat(embedded.database("fleet").user()).isNotNull();
            assertThat(programOfServer()).startsWith(machine());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_report_why_and_what_to_do_when_no_programs_can_run() throws Exception {
        copyTheHome();
        hideLoader();

        assertThatThrownBy(() -> start(onPath("/nowhere")))
                .hasFieldOrPropertyWithValue("name", ErrorName.PROGRAMS_UNUSABLE)
                .hasMessageStartingWith(
                        "The bundled PostgreSQL " + VERSION + " can't run here: this system has no dynamic loader")
                .hasMessageContaining("There is no other PostgreSQL on the PATH.")
                .hasMessageContaining("nix-shell -p postgresql")
                .hasMessageContaining("--postgres-bin");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_pass_over_programs_on_the_path_when_they_are_too_old() throws Exception {
        copyTheHome();
        hideLoader();

        assertThatThrownBy(() -> start(onPath(standIn("old", "9").toString())))
                .hasFieldOrPropertyWithValue("name", ErrorName.PROGRAMS_UNUSABLE)
                .hasMessageContaining("is PostgreSQL 9, but Rollcall needs 15 or later");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_never_start_over_when_the_programs_on_the_path_have_another_version_than_the_data() throws Exception {
        copyTheHome();
        hideLoader();
        Path older = standIn("older", "15");

        assertThatThrownBy(() -> start(onPath(older.toString())))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATA_OF_ANOTHER_VERSION)
                .hasMessageContaining("postgres-" + MAJOR + " is from PostgreSQL " + MAJOR)
                .hasMessageContaining(
                        "the bundled programs can't run here, and those in " + older + " are PostgreSQL 15")
                .hasMessageContaining("--postgres-bin");
        assertThat(home.resolve("postgres-15")).doesNotExist();
    }

    @Test
    void should_ignore_the_path_when_the_bundled_programs_can_run() throws Exception {
        copyTheHome();

        try (EmbeddedDatabase embedded = start(onPath(standIn("other", "15").toString()))) {
            assertThat(embedded.database("fleet").user()).isNotNull();
            assertThat(programOfServer()).startsWith(home.toRealPath());
        }
    }

    @Test
    void should_use_the_named_programs_when_the_bundled_ones_could_run_too() throws Exception {
        copyTheHome();

        try (EmbeddedDatabase embedded = start(new MachinePrograms(machine(), null))) {
            assertThat(embedded.database("fleet").user()).isNotNull();
            assertThat(programOfServer()).startsWith(machine());
        }
    }

    @Test
    void should_refuse_when_the_named_folder_holds_no_programs() {
        assertThatThrownBy(() -> start(new MachinePrograms(folder, null)))
                .hasFieldOrPropertyWithValue("name", ErrorName.PROGRAMS_UNUSABLE)
                .hasMessageContaining("--postgres-bin")
                .hasMessageContaining("does not contain the programs postgres, initdb, pg_ctl");
    }

    @Test
    void should_use_the_programs_on_the_path_when_the_disk_is_mounted_noexec() throws Exception {
        requireMounts();
        try (SmallDisk disk = SmallDisk.withoutPrograms(home)) {
            assertThat(disk).isNotNull();
            assertThatThrownBy(() -> start(onPath("")))
                    .hasFieldOrPropertyWithValue("name", ErrorName.PROGRAMS_UNUSABLE)
                    .hasMessageContaining("is mounted noexec")
                    .hasMessageContaining("another folder with --home");
            try (EmbeddedDatabase embedded = start(onPath(machine().toString()))) {
                assertThat(embedded.database("fleet").user()).isNotNull();
            }
        }
    }

    @Test
    void should_report_that_the_disk_is_full_when_the_programs_or_the_data_do_not_fit() throws Exception {
        requireMounts();
        for (int megabytes : new int[] {1, 30, 80}) {
            try (SmallDisk disk = SmallDisk.over(home, megabytes << 10)) {
                assertThat(disk).isNotNull();
                assertDiskIsFull();
            }
        }
    }

    @Test
    void should_report_that_the_disk_is_full_when_the_server_can_not_even_log_it() throws Exception {
        requireMounts();
        try (SmallDisk disk = SmallDisk.over(folder.resolve("disk"), 200 << 10)) {
            assertThat(disk).isNotNull();
            home = folder.resolve("disk/home");
            copyTheHome();
            // leaves not even part of a block
            Files.write(home.resolve("postgres.log"), new byte[0]);
            fill(home.resolveSibling("filler"));

            assertDiskIsFull();
        }
    }

    private void assertDiskIsFull() {
        assertThatThrownBy(() -> start(onPath("")))
                .hasFieldOrPropertyWithValue("name", ErrorName.HOME_DISK_FULL)
                .hasMessageStartingWith("The embedded PostgreSQL in " + home + " can't be started: its disk is full.")
                .hasMessageContaining("Free space");
    }

    private EmbeddedDatabase start(MachinePrograms programs) {
        return EmbeddedDatabase.start(home, Duration.ZERO, programs);
    }

    private static MachinePrograms onPath(String path) {
        return new MachinePrograms(null, path);
    }

    private static Path machine() throws IOException {
        return programsOf(madeBefore.resolve("home").toRealPath());
    }

    private static Path programsOf(Path home) {
        return home.resolve("programs/unpacked/PG-" + VERSION + "/bin");
    }

    private Path programOfServer() throws IOException {
        String pid = Files.readAllLines(home.resolve("postgres-" + MAJOR + "/postmaster.pid"))
                .get(0);
        return Path.of(ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().command())
                .orElse("/no program"));
    }

    /** As on NixOS: the programs exist, but not the loader that they name. */
    private void hideLoader() throws IOException {
        for (String name : new String[] {"postgres", "initdb", "pg_ctl"}) {
            Path program = programsOf(home).resolve(name);
            // one character per byte, so that the rest stays unchanged
            String content = Files.readString(program, StandardCharsets.ISO_8859_1);
            Files.writeString(program, content.replaceFirst("/ld-linux", "/no-linux"), StandardCharsets.ISO_8859_1);
        }
    }

    /** Programs that can only print their version. */
    private Path standIn(String name, String version) throws IOException {
        Path programs = Files.createDirectories(folder.resolve(name));
        for (String program : new String[] {"postgres", "initdb", "pg_ctl"}) {
            Path script = Files.writeString(
                    programs.resolve(program), "#!/bin/sh\necho '" + program + " (PostgreSQL) " + version + ".4'\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return programs;
    }

    private void copyTheHome() throws Exception {
        Process copy = new ProcessBuilder("cp", "-a", madeBefore.resolve("home").toString(), home.toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void requireMounts() throws IOException {
        assumeTrue(SmallDisk.isPossible(folder), "only root can mount a disk of a test's own, on Linux");
    }
}
