// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commits between what a system runs and what it should run, as stored by nights and shown by reports and
 * explanations.
 */
class LackedCommitsIT {

    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String WEDNESDAY = "2026-02-04T03:00:00Z";
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private TestRepository repository;
    private BranchProgram rollcall;
    private String first;

    @BeforeEach
    void initialise() {
        assumeTrue(TestRepository.isGitThere(), "there is no git on this machine, so commits between are not tested");
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
        repository = TestRepository.init(folder.resolve("repository"));
        repository.git(
                "remote", "add", "origin", "https://oauth2:s3cret@gitlab.example.org/tools/infra.git?key=s3cret");
        first = repository.commit("first", "2026-01-01T00:00:00Z");
    }

    @Test
    void should_show_what_a_system_lacked_on_each_night_when_the_branch_was_rewritten_since() throws IOException {
        String second = repository.commit("second <b>", "2026-01-02T00:00:00Z");
        String third = repository.commit("third", "2026-01-03T00:00:00Z");
        runs("web", first);
        night(MONDAY);
        String monday = page("web");
        repository.git("reset", "--quiet", "--hard", first);
        String fourth = repository.commit("fourth", "2026-01-04T00:00:00Z");

        night(TUESDAY);
        POSTGRES.dsl().execute("truncate inventory.flakes, inventory.commits, inventory.systems cascade");
        rollcall.run(
                WEDNESDAY,
                "report",
                "--snapshot",
                "1",
                "--out",
                folder.resolve("again").toString());

        assertThat(rowsOf(monday)).containsExactly("third Amy 30 d", "second &lt;b&gt; Amy 31 d");
        assertThat(linksOf(monday))
                .contains(
                        "https://gitlab.example.org/tools/infra/-/commit/" + third,
                        "https://gitlab.example.org/tools/infra/-/commit/" + second,
                        "https://gitlab.example.org/tools/infra/-/compare/" + first + "..." + third);
        // on the branch since the import that found it there
        assertThat(rowsOf(page("web"))).containsExactly("fourth Amy 0 min");
        assertThat(linksOf(page("web"))).contains("https://gitlab.example.org/tools/infra/-/commit/" + fourth);
        assertThat(page("again", "web")).isEqualTo(monday);
        assertThat(index("again"))
                .contains("<dt>does not run<dd>", "<bdi>third</bdi>", "<bdi>second &lt;b&gt;</bdi>")
                .doesNotContain("fourth");
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain("s3cret", "oauth2");
            }
        }
        assertThat(POSTGRES.dsl().fetchValues("select distinct forge from history.flake_totals"))
                .hasToString("[gitlab+https://gitlab.example.org/tools/infra]");
    }

    @Test
    void should_list_the_newest_and_count_the_others_when_a_system_lacks_many() throws IOException {
        for (int number = 1; number <= 25; number++) {
            repository.commit("change " + number, "2026-01-02T00:%02d:00Z".formatted(number));
        }
        runs("web", first);
        night(MONDAY);

        Outcome explained = rollcall.run(MONDAY, "explain", "web");

        assertThat(rowsOf(page("web")))
                .hasSize(20)
                .startsWith("change 25 Amy 31 d")
                .endsWith("change 6 Amy 31 d");
        assertThat(text(page("web")))
                .contains("25 in all, newest first", "And 5 more. All of them on gitlab.example.org");
        assertThat(text(index("out")))
                .contains("change 25 Amy, 31 d", "change 23 Amy, 31 d", "and 22 more, all on gitlab.example.org")
                .doesNotContain("change 22");
        assertThat(explained.out())
                .contains(
                        "change 25 (Amy)",
                        "change 6 (Amy)\n  and 5 more\n  https://gitlab.example.org/tools/infra/-/compare/")
                .doesNotContain("change 5 ");
    }

    @Test
    void should_count_from_the_pin_when_a_system_waits_for_one() throws IOException {
        String second = repository.commit("second", "2026-01-02T00:00:00Z");
        String third = repository.commit("third", "2026-01-03T00:00:00Z");
        repository.commit("fourth", "2026-01-04T00:00:00Z");
        runs("web", second, "\"pinned_commit\": \"" + third + "\"");

        night(MONDAY);

        assertThat(rowsOf(page("web"))).containsExactly("third Amy 30 d");
        assertThat(linksOf(page("web")))
                .contains("https://gitlab.example.org/tools/infra/-/compare/" + second + "..." + third);
    }

    @Test
    void should_delete_a_commit_with_the_last_night_that_stored_it() {
        runs("web", first);
        repository.commit("second", "2026-01-02T00:00:00Z");
        night(MONDAY);
        repository.commit("only of tuesday", "2026-01-03T00:00:00Z");
        night(TUESDAY);
        repository.git("reset", "--quiet", "--hard", "HEAD~1");
        repository.commit("third", "2026-01-04T00:00:00Z");
        night(WEDNESDAY);
        assertThat(kept()).containsExactly("first", "only of tuesday", "second", "third");

        Outcome pruned = rollcall.run("2026-02-05T03:00:00Z", "prune", "--keep-all", "1d", "--keep-daily", "1d");

        assertThat(pruned.exitCode()).as(pruned.err()).isZero();
        assertThat(kept()).containsExactly("first", "second", "third");
        assertThat(POSTGRES.dsl().fetchValues("select snapshot_id from history.commit_lines order by 1"))
                .hasToString("[1, 3]");
    }

    @Test
    void should_mark_commits_that_change_nothing_and_show_the_missing_nixos_version() throws IOException {
        String second = repository.commit("second", "2026-01-02T00:00:00Z");
        String third = repository.commit("third", "2026-01-03T00:00:00Z");
        runs("web", first);
        rollcall.take(MONDAY, repository);
        rollcall.takeLines(
                MONDAY,
                FileKind.EVALS,
                evaluated(first, "25.05.20260101.0123456"),
                evaluated(second, "25.05.20260101.0123456"),
                evaluated(third, "25.11pre-git"));

        Outcome explained = rollcall.run(TUESDAY, "explain", "web");
        night(TUESDAY);

        assertThat(explained.out()).contains("success  third (Amy)\n", "success  (builds the same)  second (Amy)\n");
        assertThat(text(page("web")))
                .contains(
                        "2 in all, newest first; 1 of those listed changes nothing for this system",
                        third.substring(0, 12) + " third Amy",
                        second.substring(0, 12) + " changes nothing here second Amy",
                        "NixOS 24.11.20250101.fedcba9 → should run 25.11pre-git");
    }

    private static String evaluated(String commit, String closure) {
        return """
                {"attr": "web", "name": "web", "system": "x86_64-linux", "commit": "%1$s", "flake": "infra", \
                "drvPath": "/nix/store/%2$s-nixos-system-web-%3$s.drv", \
                "outputs": {"out": "/nix/store/%2$s-nixos-system-web-%3$s"}}""".formatted(commit, "0".repeat(32), closure);
    }

    private void runs(String host, String commit, String... more) {
        rollcall.take(MONDAY, repository);
        String system = Stream.concat(
                        Stream.of("\"hostname\": \"" + host + "\"", "\"flake\": \"infra\""), Arrays.stream(more))
                .collect(Collectors.joining(", ", "{", "}"));
        rollcall.takeLines(MONDAY, FileKind.SYSTEMS, system);
        rollcall.takeLines(MONDAY, FileKind.STATES, """
                {"hostname": "%s", "store_path": "/nix/store/%s-nixos-system-x-24.11.20250101.fedcba9", "timestamp": "2026-02-01T00:00:00Z", \
                "configuration_revision": "%s"}""".formatted(host, "0".repeat(32), commit));
    }

    private void night(String at) {
        rollcall.take(at, repository);
        Outcome outcome = rollcall.run(at, "run", "--out", folder.resolve("out").toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private static List<Object> kept() {
        return POSTGRES.dsl().fetchValues("select subject from history.packed_commits order by subject").stream()
                .map(Object.class::cast)
                .toList();
    }

    private String page(String host) throws IOException {
        return page("out", host);
    }

    private String page(String archive, String host) throws IOException {
        return Files.readString(folder.resolve(archive).resolve("systems").resolve(host + ".html"));
    }

    private String index(String archive) throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve(archive))) {
            Path night = folders.filter(path -> path.getFileName().toString().startsWith("2026-02-02"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(night.resolve("index.html"));
        }
    }

    /** The rows of the table of commits without their hashes. */
    private static List<String> rowsOf(String page) {
        String table = page.replaceFirst("(?s).*<table class=\"stacks lacked\">(.*?)</table>.*", "$1");
        return Pattern.compile("(?s)</th>\\s*(<td.*?)</tr>")
                .matcher(table)
                .results()
                .map(row -> text(row.group(1)))
                .toList();
    }

    private static List<String> linksOf(String page) {
        return Pattern.compile("href=\"(https[^\"]*)\"")
                .matcher(page)
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    private static String text(String html) {
        return TAG.matcher(html)
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .replace(" ,", ",")
                .replace(" .", ".")
                .strip();
    }
}
