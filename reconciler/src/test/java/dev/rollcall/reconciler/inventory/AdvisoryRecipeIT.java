// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.NixProgram;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What docs/recipes/advisories makes of what vulnix prints; a stand-in prints it, as the source of vulnix 1.12 does. */
class AdvisoryRecipeIT {

    private static final Path RECIPE =
            Path.of("..").toAbsolutePath().normalize().resolve("docs/recipes/advisories");

    /**
     * Exits as vulnix does: 2 for what it found and for errors, 1 if all of it is masked, 0 if there is nothing. Refuses to scan what was
     * needed to build. Each run touches its database.
     */
    private static final String VULNIX = """
            #!/bin/sh
            [ "$1" != --version ] || { echo 'vulnix 1.12.3'; exit 0; }
            echo "$*" >>"$(dirname "$0")/asked"
            for path; do :; done
            case " $* " in
              *' --json --closure '*) ;;
              *) echo 'without --json and --closure' >&2; exit 2 ;;
            esac
            [ ! -e cache/Data.fs ] || touch -d "2026-11-20T21:00:00Z + $(wc -l <"$(dirname "$0")/asked") minutes" cache/Data.fs
            case $path in
              *-web)
                cat <<'JSON'
            [
             {
              "name": "openssl-3.0.13",
              "pname": "openssl",
              "version": "3.0.13",
              "derivation": "/nix/store/9d4r8ty1b3d5f7h0k2m4n6p8r1s3v5w7-openssl-3.0.13.drv",
              "affected_by": [
               "CVE-2024-4741",
               "CVE-2024-5535"
              ],
              "whitelisted": [],
              "cvssv3_basescore": {
               "CVE-2024-5535": 9.1
              },
              "description": {
               "CVE-2024-5535": "Issue summary: Calling the OpenSSL API function SSL_select_next_proto ..."
              }
             }
            ]
            JSON
                exit 2 ;;
              *-masked)
                echo '[{"name": "zlib-1.3", "pname": "zlib", "version": "1.3", "derivation": null, "affected_by": [],
                        "whitelisted": ["CVE-2023-45853"], "cvssv3_basescore": {"CVE-2023-45853": 9.8}, "description": {}}]'
                exit 1 ;;
              *-clean) echo '[]'; exit 0 ;;
              *) printf 'ERROR:vulnix.main:\\nRuntimeError: Cannot determine deriver\\n' >&2; exit 2 ;;
            esac
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void standIn() throws Exception {
        assumeTrue(NixProgram.isThere("jq"), "SKIPPED: there is no jq on this machine, so the recipe is not run");
        POSTGRES.clear();
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("vulnix");
        Files.writeString(program, VULNIX);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path database = Files.createDirectories(folder.resolve("cache")).resolve("Data.fs");
        Files.writeString(database, "");
        Files.setLastModifiedTime(database, FileTime.from(Instant.parse("2026-11-20T21:00:00Z")));
        Files.writeString(
                folder.resolve("paths"),
                path("web") + "\n" + path("elsewhere") + "\n" + path("masked") + "\n" + path("clean") + "\n"
                        + path("web") + "\nnull\n/tmp/a/result\n" + path("web") + ".drv\n" + path("web") + "/bin/sh\n");
    }

    @Test
    void should_append_what_vulnix_finds_whatever_it_exits_with() throws Exception {
        String errors = run("VULNIX_CACHE=cache VULNIX_OPTIONS='--whitelist list.toml'");

        assertThat(errors)
                .isEqualTo("advisories: " + path("elsewhere")
                        + " is not scanned: RuntimeError: Cannot determine deriver\n");
        assertThat(Files.readAllLines(folder.resolve("bin/asked")))
                .hasSize(4)
                .contains("--json --closure --cache-dir cache --whitelist list.toml " + path("web"));
        assertThat(Files.readString(folder.resolve("advisories.jsonl"))).doesNotContain("description");
        assertThat(imported())
                .containsExactly(
                        "clean vulnix 1.12.3 2026-11-20T21:01:00Z nothing",
                        "masked vulnix 1.12.3 2026-11-20T21:01:00Z nothing",
                        "web vulnix 1.12.3 2026-11-20T21:01:00Z CVE-2024-4741 openssl 3.0.13",
                        "web vulnix 1.12.3 2026-11-20T21:01:00Z CVE-2024-5535 openssl 3.0.13 9.1");
    }

    @Test
    void should_scan_a_path_again_when_it_runs_again() throws Exception {
        Files.writeString(folder.resolve("paths"), path("clean") + "\n");

        run("VULNIX_CACHE=none");
        run("VULNIX_CACHE=none");

        assertThat(Files.readAllLines(folder.resolve("advisories.jsonl")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"database_at\":null"));
        assertThat(imported()).contains("clean vulnix 1.12.3 nothing");
    }

    private static String path(String name) {
        return "/nix/store/" + "0".repeat(32) + "-" + name;
    }

    private List<String> imported() {
        Outcome outcome = RollcallProgram.in(folder, Instant.now())
                .on(POSTGRES.settings())
                .run("import", "advisories.jsonl");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return POSTGRES.dsl().fetchValues("""
                        select concat_ws(' ', substr(c.store_path, 45), n.name, n.version
                                        , to_char(n.database_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                                        , coalesce(a.advisory, 'nothing'), a.package, a.version, a.score)
                          from history.scans as s
                          join history.closures as c
                            on c.id = s.closure_id
                          join history.scanners as n
                            on n.id = s.scanner_id
                          join history.advisory_sets as x
                            on x.id = s.advisory_set_id
                          left join history.advisories as a
                            on a.id = any (x.advisory_ids)
                         order by 1
                        """).stream().map(String::valueOf).toList();
    }

    /** What it prints to its standard error. */
    private String run(String environment) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", "-c", "PATH=$PWD/bin:$PATH " + environment + " " + RECIPE + " advisories.jsonl <paths")
                .directory(folder.toFile())
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        return errors;
    }
}
