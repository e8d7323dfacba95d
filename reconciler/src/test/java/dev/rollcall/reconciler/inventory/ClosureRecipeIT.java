// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.NixProgram;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What docs/recipes/closures prints of closures that Nix built, in a store of the test's own; skipped where there is no Nix. */
class ClosureRecipeIT {

    private static final Path RECIPE =
            Path.of("..").toAbsolutePath().normalize().resolve("docs/recipes/closures");

    /** A toplevel that needs two outputs of openssl, a library, and a file of the configuration. */
    private static final String TOPLEVEL = """
            let
              build = name: needed: derivation {
                inherit name needed;
                system = builtins.currentSystem;
                builder = "/bin/sh";
                args = [ "-c" "echo $needed > $out" ];
              };
            in
            build "nixos-system-web-25.11" [
              (build "openssl-3.0.14" [ (build "glibc-2.40-66" [ ]) ])
              (build "openssl-3.0.14-bin" [ ])
              (build "etc" [ ])
            ]
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private String toplevel = "";

    @BeforeEach
    void build() throws Exception {
        assumeTrue(
                NixProgram.isThere("nix-build", "jq"),
                "SKIPPED: there is no Nix (or no jq) on this machine, so the recipe is not run");
        POSTGRES.clear();
        folder = temporary.toRealPath();
        Files.writeString(folder.resolve("toplevel.nix"), TOPLEVEL);
        toplevel = run("nix-build", "--no-out-link", "toplevel.nix").strip();
    }

    @Test
    void should_append_what_is_inside_once_when_the_store_of_the_machine_has_a_closure() throws Exception {
        Files.writeString(
                folder.resolve("paths"),
                toplevel + "\n/nix/store/" + "0".repeat(32) + "-elsewhere\n" + toplevel + "\n");

        run("sh", "-c", RECIPE + " closures.jsonl <paths");
        String errors = NixProgram.in(folder).errors();
        run("sh", "-c", RECIPE + " closures.jsonl <paths");

        assertThat(Files.readAllLines(folder.resolve("closures.jsonl"))).hasSize(1);
        assertThat(errors).contains("-elsewhere is not collected: ");
        assertThat(imported()).containsExactly("glibc 2.40-66 null", "openssl 3.0.14 null");
    }

    @Test
    void should_say_sizes_when_another_store_is_asked() throws Exception {
        String cache = "file://" + folder.resolve("cache");
        run("nix", "copy", "--to", cache, toplevel);
        Files.writeString(folder.resolve("paths"), toplevel + "\n");

        run("sh", "-c", "CLOSURES_STORE=" + cache + " " + RECIPE + " closures.jsonl <paths");

        String size = run("sh", "-c", "nix path-info --closure-size " + toplevel + " | awk '{ print $2 }'")
                .strip();
        assertThat(imported()).containsExactly("glibc 2.40-66 " + size, "openssl 3.0.14 " + size);
    }

    /** As the manuals of Nix 2.19 and of those after 2.31 show it, beside the array of the Nix that is here. */
    @Test
    void should_read_what_newer_versions_of_nix_print() throws Exception {
        String byPath =
                "{\"" + toplevel + "\":{\"narSize\":5},\"/nix/store/" + "a".repeat(32) + "-zlib-1.3\":{\"narSize\":2}}";
        String below = "{\"version\":2,\"storeDir\":\"/nix/store\",\"info\":{\"" + "a".repeat(32)
                + "-zlib-1.3\":{\"narSize\":7}}}";
        for (String printed : List.of(byPath, below)) {
            Files.writeString(folder.resolve("printed"), printed);
            Path program = Files.createDirectories(folder.resolve("bin")).resolve("nix");
            Files.writeString(program, "#!/bin/sh\ncat '" + folder.resolve("printed") + "'\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
            Files.writeString(folder.resolve("paths"), toplevel + "\n");
            Files.deleteIfExists(folder.resolve("closures.jsonl"));
            POSTGRES.clear();

            run(
                    "sh",
                    "-c",
                    "PATH=" + program.getParent() + ":$PATH CLOSURES_STORE=a " + RECIPE + " closures.jsonl <paths");

            assertThat(imported()).containsExactly("zlib 1.3 7");
        }
    }

    private List<String> imported() {
        Outcome outcome = RollcallProgram.in(folder, Instant.parse("2026-11-21T00:00:00Z"))
                .on(POSTGRES.settings())
                .run("import", "closures.jsonl");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return POSTGRES.dsl().fetchValues("""
                        select concat_ws(' ', p.name, p.version, coalesce(c.size::text, 'null'))
                          from history.closures as c
                          join history.package_sets as s
                            on s.id = c.package_set_id
                          join history.packages as p
                            on p.id = any (s.package_ids)
                         order by p.name
                        """).stream().map(String::valueOf).toList();
    }

    private String run(String... command) throws IOException, InterruptedException {
        return NixProgram.in(folder).run(folder, command);
    }
}
