// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/recipes say of a machine's reboot, on trees of links that NixOS could have made, and what becomes of it. */
class StateRecipesIT {

    private static final Path RECIPES =
            Path.of("..", "docs", "recipes").toAbsolutePath().normalize();
    private static final String HASH = "0123456789abcdfghijklmnpqrsvwxyz";
    private static final List<String> PARTS = List.of("kernel", "initrd", "kernel-modules", "systemd");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void links() throws IOException {
        assumeThat(List.of("jq", "timeout", "xargs")).allMatch(StateRecipesIT::isThere);
        Files.createDirectories(folder.resolve("run"));
    }

    // a version for each part, in the order above; a closure without a part has a dash
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 1 1 1 | 1 1 1 1 | false",
                "1 1 1 1 | 2 1 1 1 | true",
                "1 1 1 1 | 1 2 1 1 | true",
                "1 1 1 1 | 1 1 2 1 | true",
                "1 1 1 1 | 1 1 1 2 | true",
                "- - - 1 | - - - 1 | false",
                "- - - 1 | - - - 2 | true",
                "1 1 1 1 | - - - 1 | true",
            })
    void should_need_a_reboot_when_a_part_is_another_one(String booted, String current, boolean isNeeded)
            throws IOException {
        Path bootedSystem = closure("booted", booted);
        link("booted-system", bootedSystem);
        link("current-system", closure("current", current));

        assertThat(run(
                        "",
                        "sh",
                        RECIPES.resolve("booted").toString(),
                        folder.resolve("run").toString()))
                .isEqualTo("{\"bootedStorePath\":\"" + bootedSystem + "\",\"rebootNeeded\":" + isNeeded + "}\n");
    }

    @Test
    void should_say_nothing_when_nothing_says_what_was_booted() throws IOException {
        link("current-system", closure("current", "1 1 1 1"));
        String[] booted = {
            "sh", RECIPES.resolve("booted").toString(), folder.resolve("run").toString()
        };

        assertThat(run("", booted)).isEmpty();

        link("booted-system", folder.resolve("collected"));
        assertThat(run("", booted)).isEmpty();
    }

    @Test
    void should_know_who_needs_a_reboot_when_machines_are_collected_and_imported() throws IOException {
        POSTGRES.clear();
        link("booted-system", closure("booted", "1 1 1 1"));
        link("current-system", closure("current", "2 1 1 1"));
        Path ssh = Files.writeString(folder.resolve("ssh"), """
                while [ "$1" != -- ]; do shift; done
                [ "$2" != old ] || { readlink -f run/current-system; exit; }
                shift 2
                eval "$*"
                """);
        Files.writeString(folder.resolve("list"), "web\nold\n");
        Files.createDirectories(folder.resolve("drop"));

        run(
                "",
                "env",
                "COLLECT_SSH=sh " + ssh,
                "COLLECT_SYSTEM=" + folder.resolve("run/current-system"),
                RECIPES.resolve("collect").toString(),
                "list",
                "drop");
        run(
                run(
                        "",
                        "sh",
                        "-c",
                        "readlink -f run/current-system; echo '{\"nixosVersion\":\"25.11\"}'; sh '"
                                + RECIPES.resolve("booted") + "' run"),
                RECIPES.resolve("receive").toString(),
                "pushes",
                "drop");
        Files.writeString(
                folder.resolve("drop/systems.jsonl"),
                "{\"hostname\": \"old\"}\n{\"hostname\": \"pushes\"}\n{\"hostname\": \"web\"}\n");

        assertThat(rollcall("import", "drop")).contains("3 new");
        assertThat(rollcall("status", "--format", "csv").lines().map(StateRecipesIT::hostAndReboot))
                .containsExactly("hostname reboot_needed", "old ", "pushes true", "web true");
        assertThat(rollcall("status", "--reboot-needed", "--format", "names")).isEqualTo("pushes\nweb\n");
        assertThat(Files.readString(folder.resolve("drop/pushes/states.jsonl")))
                .contains("\"nixos_version\":\"25.11\"");
    }

    @Test
    void should_ask_the_other_hosts_when_one_name_of_the_list_can_not_be_asked() throws IOException {
        link("current-system", closure("current", "1 1 1 1"));
        Path ssh = Files.writeString(folder.resolve("ssh"), "readlink -f run/current-system\n");
        Files.createDirectories(folder.resolve("drop"));

        run(
                "web\nh-ü\n_x\ndb\nweb\n",
                "env",
                "COLLECT_SSH=sh " + ssh,
                RECIPES.resolve("collect").toString(),
                "-",
                "drop");

        assertThat(Files.readString(folder.resolve("drop/states.jsonl")))
                .contains("\"hostname\":\"web\"", "\"hostname\":\"db\"")
                .hasLineCount(2);
        assertThat(Files.readString(folder.resolve("errors")))
                .contains("line 2 of the list", "line 3 of the list", "line 5 of the list")
                .contains("2 of 2 hosts answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRTY", "dirty-20260601080000", "dirty", "ABCDEF1234567", "abcdef1-dirty", "v1.2+dirty"})
    void should_keep_the_revision_when_a_configuration_spells_it_in_its_own_way(String revision) throws IOException {
        assertThat(received("{\"configurationRevision\":\"" + revision + "\"}"))
                .contains("\"configuration_revision\":\"" + revision + "\"");
    }

    // below the path that /run/current-system leads to
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rebootNeeded\":true} | true",
                "{\"rebootNeeded\":false} | false",
                "{\"rebootNeeded\":\"true\"} |",
                "{\"rebootNeeded\":1} |",
                "{\"rebootNeeded\":[true]} |",
                "[{\"rebootNeeded\":true}] |",
                "yes |",
                "{\"bootedStorePath\":\"/run/booted-system\",\"rebootNeeded\":true} | true",
                "{\"bootedStorePath\":\"/etc/../etc\\u0000\\u001b[31m\",\"rebootNeeded\":false} | false",
            })
    void should_drop_what_has_another_form_when_a_machine_sends_it(String said, @Nullable String reboot)
            throws IOException {
        String state = received(said);

        assertThat(state).doesNotContain("booted_store_path").hasLineCount(1);
        assertThat(state.contains("reboot_needed")).isEqualTo(reboot != null);
        assertThat(state).contains(reboot == null ? "" : "\"reboot_needed\":" + reboot);
    }

    /** The states after the machine web has sent its closure and this. */
    private String received(String said) throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        run(
                "/nix/store/" + HASH + "-nixos-system-web\n" + said + "\n",
                RECIPES.resolve("receive").toString(),
                "web",
                "drop");
        return Files.readString(folder.resolve("drop/web/states.jsonl"));
    }

    private static String hostAndReboot(String line) {
        String[] cells = line.split(",", -1);
        return cells[0] + " " + cells[14];
    }

    /** A closure as NixOS links it: its kernel to a file, whose name is the same for all. */
    private Path closure(String name, String versions) throws IOException {
        Path closure = Files.createDirectories(folder.resolve("store/" + HASH + "-nixos-system-" + name));
        List<String> each = Arrays.asList(versions.split(" ", -1));
        for (int part = 0; part < PARTS.size(); part++) {
            if (!each.get(part).equals("-")) {
                Path of = Files.createDirectories(folder.resolve("store/" + PARTS.get(part) + "-" + each.get(part)));
                Path file = PARTS.get(part).equals("kernel") ? of.resolve("bzImage") : of;
                if (!Files.exists(file)) {
                    Files.createFile(file);
                }
                Files.createSymbolicLink(closure.resolve(PARTS.get(part)), file);
            }
        }
        return closure.toRealPath();
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(folder.resolve("run").resolve(name), target);
    }

    private String rollcall(String... args) {
        RollcallProgram.Outcome outcome = RollcallProgram.in(
                        folder, Instant.now().plus(1, ChronoUnit.HOURS))
                .on(POSTGRES.settings())
                .run(args);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private String run(String in, String... command) throws IOException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        process.getOutputStream().write(in.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return out;
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
