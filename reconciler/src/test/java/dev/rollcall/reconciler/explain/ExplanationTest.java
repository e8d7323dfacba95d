// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.TestSystem;
import dev.rollcall.reconciler.explain.Explanation.Step;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Forge;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both forms of a complete explanation. */
class ExplanationTest {

    private static final Instant AS_OF = Instant.parse("2026-01-03T12:00:00Z");
    private static final String RUNNING = "a".repeat(40);
    private static final String NEWEST = "b".repeat(40);
    private static final Bounded<MatchedEvaluation> NO_MATCH = new Bounded<>(List.of(), 0);

    /** Everything is known about this system. */
    private static final Explanation FULL = explanation(
            TestSystem.of("web", Reason.AWAITING_DEPLOYMENT)
                    .environment("prod")
                    .owner("ops")
                    .runs(RUNNING, Basis.STORE_PATH)
                    .newest(NEWEST)
                    .pinned("c".repeat(40))
                    .behind(12, "2026-01-01T02:00:00Z")
                    .deployed("2025-12-24T18:00:00Z", "/nix/store/x")
                    .silent()
                    .rebootNeeded("2026-01-01T12:00:00Z")
                    .row(),
            new TestFacts()
                    .bootedStorePath("/nix/store/w")
                    .alias("www")
                    .revision("1.0")
                    .heartbeat("2026-01-03T11:00:00Z")
                    .withdrawn()
                    .running(point(RUNNING, null))
                    .evaluated(point(NEWEST, null))
                    .newest(point(NEWEST, "complete"))
                    .evaluationError("error: no\nat line 3")
                    .facts(),
            new Bounded<>(
                    List.of(
                            new MatchedEvaluation("infra", "www", RUNNING, AS_OF, false),
                            new MatchedEvaluation("infra", "old", NEWEST, AS_OF, true)),
                    3),
            List.of(
                    new CommitPoint(
                            NEWEST,
                            AS_OF,
                            Instant.parse("2026-01-02T00:00:00Z"),
                            "Fix\u202e it",
                            "Amy",
                            "failed",
                            null),
                    new CommitPoint(RUNNING, AS_OF, null, null, null, "success", true)),
            List.of(
                    new FoundProblem(new Finding(FindingKind.STALE_INVENTORY, "inventory", "3 d old", null), "is old"),
                    new FoundProblem(
                            new Finding(FindingKind.REPORTS_UNREGISTERED, "web.lan", null, "web"), "is unregistered")));

    /** A system that has never reported anything. */
    private static final Explanation BARE = explanation(
            TestSystem.of("new", Reason.NEVER_DEPLOYED).flake(null).row(),
            new TestFacts().flake(null).facts(),
            NO_MATCH,
            List.of(),
            List.of());

    @Test
    void should_show_everything_as_text_when_all_is_known() {
        assertThat(text(FULL)).isEqualTo("""
                ▲ web is Outdated: awaiting-deployment, silent, reboot needed
                  It has to be deployed.
                  As of 2026-01-03T12:00:00Z, matching by evidence; basis: its store path.
                  The inventory is stale (3 d old): this status may be out of date.

                Facts
                  flake             infra
                  environment       prod
                  owner             ops
                  evaluated as      www (an alias)
                  pinned to         cccccccccccccccccccccccccccccccccccccccc
                  latest state      2025-12-24 18:00 UTC (9 d earlier)
                  last heartbeat    2026-01-03 11:00 UTC (1 h earlier)
                  runs              /nix/store/x
                  booted with       /nix/store/w
                  reboot            needed since 2026-01-01 12:00 UTC (2 d earlier)
                  reported revision 1.0
                  running commit    aaaaaaaaaaaa of 2026-01-01 00:00 UTC (2 d earlier), withdrawn
                  evaluated commit  bbbbbbbbbbbb of 2026-01-01 00:00 UTC (2 d earlier)
                  newest commit     bbbbbbbbbbbb of 2026-01-01 00:00 UTC (2 d earlier), evaluation: complete
                  behind            12 commits, since 2026-01-01 02:00 UTC (2 d earlier)

                Evaluations that build what it runs: 3
                  aaaaaaaaaaaa of 2026-01-03 12:00  infra  www
                  bbbbbbbbbbbb of 2026-01-03 12:00  infra  old  withdrawn
                  and 1 more

                Commits it does not run, newest first in branch order
                  bbbbbbbbbbbb of 2026-01-02 00:00  failed  Fix\\u202e it (Amy)
                  aaaaaaaaaaaa of 2026-01-03 12:00  success  (builds the same)
                  and 10 more
                  https://github.com/example/infra/compare/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb

                The evaluation of the newest commit fails: error: no
                  | error: no
                  | at line 3

                Findings ('rollcall doctor' shows how to fix them)
                  inventory: is old (3 d old)
                  web.lan: is unregistered

                Rule by rule
                   1 Has it reported a state?
                       Yes.
                →  3 Does it run what it should?
                       No.

                What to do: Deploy it.
                """);
    }

    @Test
    void should_omit_what_is_unknown_in_the_text() {
        assertThat(text(BARE)).isEqualTo("""
                ○ new is Offline: never-deployed
                  It has to be deployed.
                  As of 2026-01-03T12:00:00Z, matching by evidence.

                Facts

                Rule by rule
                   1 Has it reported a state?
                       Yes.
                →  3 Does it run what it should?
                       No.

                What to do: Deploy it.
                """);
    }

    @Test
    void should_report_that_nothing_builds_what_it_runs_when_no_evaluation_does() {
        SystemRow verdict = TestSystem.of("web", Reason.UNRECOGNISED_CLOSURE)
                .deployed("2026-01-03T11:59:00Z", "/nix/store/x")
                .row();

        assertThat(text(explanation(verdict, new TestFacts().facts(), NO_MATCH, List.of(), List.of())))
                .contains("\n\nNo evaluation builds what it runs.\n\nRule by rule\n");
    }

    @Test
    void should_show_what_a_system_is_held_on_when_it_is_pinned_without_a_commit() {
        assertThat(text(of(TestSystem.of("web", Reason.HELD), new TestFacts().held())))
                .contains("  pinned to         what it runs (held)\n");
    }

    @Test
    void should_show_the_name_it_is_built_under_when_that_is_not_its_own() {
        assertThat(text(of(
                        TestSystem.of("web", Reason.RUNS_NEWEST),
                        new TestFacts().alias("a").matchedName("lucas"))))
                .contains("  evaluated as      lucas (the name that what it runs is built under)\n");
    }

    @Test
    void should_leave_out_since_when_when_it_is_unknown() {
        assertThat(text(of(TestSystem.of("web", Reason.NOT_EVALUATED).behind(1, null), new TestFacts())))
                .contains("  behind            1 commit\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STORE_PATH | its store path
            REVISION   | the revision it reports
            NAME       | its name only; the evaluated commit stands in for what it runs
            """)
    void should_show_the_basis_of_a_verdict(Basis basis, String words) {
        assertThat(text(of(TestSystem.of("web", Reason.RUNS_NEWEST).runs(RUNNING, basis), new TestFacts())))
                .contains("; basis: " + words + ".\n");
    }

    @Test
    void should_show_only_the_headline_when_an_error_is_one_line() {
        assertThat(text(of(
                        TestSystem.of("web", Reason.EVALUATION_FAILED), new TestFacts().evaluationError("error: no"))))
                .contains("fails: error: no\n\nRule by rule");
    }

    @ParameterizedTest
    @CsvSource({"25, ''", "26, 1 more line", "27, 2 more lines"})
    void should_count_the_lines_that_it_leaves_out_when_an_error_is_long(int lines, String leftOut) {
        String error =
                IntStream.rangeClosed(1, lines).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

        String text = text(of(TestSystem.of("web", Reason.EVALUATION_FAILED), new TestFacts().evaluationError(error)));

        assertThat(text).contains("  | line 25\n").doesNotContain("  | line 26\n");
        assertThat(text.contains("(--format json has the whole text)")).isEqualTo(!leftOut.isEmpty());
        assertThat(text).contains(leftOut.isEmpty() ? "" : "  and " + leftOut + " (");
    }

    @Test
    void should_have_every_key_as_json() {
        String json = ExplanationJson.of(FULL);

        assertThat(json).isEqualTo("""
                {
                  "as_of" : "2026-01-03T12:00:00Z",
                  "matching" : "evidence",
                  "verdict" : {
                    "hostname" : "web",
                    "flake" : "infra",
                    "status" : "Outdated",
                    "reason" : "awaiting-deployment",
                    "basis" : "store-path",
                    "running_commit" : "%1$s",
                    "evaluated_commit" : null,
                    "newest_commit" : "%2$s",
                    "commits_behind" : 12,
                    "behind_since" : "2026-01-01T02:00:00Z",
                    "deployed_at" : "2025-12-24T18:00:00Z",
                    "last_seen_at" : null,
                    "silent" : true,
                    "store_path" : "/nix/store/x",
                    "environment" : "prod",
                    "pinned_commit" : "cccccccccccccccccccccccccccccccccccccccc",
                    "alias" : null,
                    "owner" : "ops",
                    "evaluation_error" : null,
                    "reboot_needed" : true,
                    "reboot_needed_since" : "2026-01-01T12:00:00Z",
                    "booted_at" : null
                  },
                  "meaning" : "It has to be deployed.",
                  "advice" : "Deploy it.",
                  "facts" : {
                    "has_state" : true,
                    "configuration_revision" : "1.0",
                    "heartbeat_at" : "2026-01-03T11:00:00Z",
                    "booted_store_path" : "/nix/store/w",
                    "matched_name" : null,
                    "is_held" : false,
                    "is_withdrawn" : true,
                    "is_of_other_system" : false,
                    "is_of_other_flake" : false,
                    "evidence" : "store-path",
                    "evaluation_error" : "error: no\\nat line 3",
                    "running_commit" : {
                      "git_commit_hash" : "%1$s",
                      "commit_timestamp" : "2026-01-01T00:00:00Z"
                    },
                    "evaluated_commit" : {
                      "git_commit_hash" : "%2$s",
                      "commit_timestamp" : "2026-01-01T00:00:00Z"
                    },
                    "newest_commit" : {
                      "git_commit_hash" : "%2$s",
                      "commit_timestamp" : "2026-01-01T00:00:00Z",
                      "evaluation" : "complete"
                    }
                  },
                  "matched_evaluations_in_all" : 3,
                  "matched_evaluations" : [
                    {
                      "flake" : "infra",
                      "name" : "www",
                      "commit" : "%1$s",
                      "counts_from" : "2026-01-03T12:00:00Z",
                      "withdrawn" : false
                    },
                    {
                      "flake" : "infra",
                      "name" : "old",
                      "commit" : "%2$s",
                      "counts_from" : "2026-01-03T12:00:00Z",
                      "withdrawn" : true
                    }
                  ],
                  "newer_commits" : [
                    {
                      "git_commit_hash" : "%2$s",
                      "commit_timestamp" : "2026-01-03T12:00:00Z",
                      "counts_from" : "2026-01-02T00:00:00Z",
                      "subject" : "Fix\u202e it",
                      "author" : "Amy",
                      "evaluation" : "failed",
                      "url" : "https://github.com/example/infra/commit/%2$s"
                    },
                    {
                      "git_commit_hash" : "%1$s",
                      "commit_timestamp" : "2026-01-03T12:00:00Z",
                      "builds_the_same" : true,
                      "evaluation" : "success",
                      "url" : "https://github.com/example/infra/commit/%1$s"
                    }
                  ],
                  "newer_commits_url" : "https://github.com/example/infra/compare/%1$s...%2$s",
                  "findings" : [
                    {
                      "finding" : "stale-inventory",
                      "subject" : "inventory",
                      "detail" : "3 d old",
                      "resembles" : null,
                      "meaning" : "is old"
                    },
                    {
                      "finding" : "reports-unregistered",
                      "subject" : "web.lan",
                      "detail" : null,
                      "resembles" : "web",
                      "meaning" : "is unregistered"
                    }
                  ],
                  "rules" : [
                    {
                      "rule" : 1,
                      "question" : "Has it reported a state?",
                      "answer" : "Yes.",
                      "because" : "state",
                      "fired" : false
                    },
                    {
                      "rule" : 3,
                      "question" : "Does it run what it should?",
                      "answer" : "No.",
                      "because" : "target",
                      "fired" : true
                    }
                  ]
                }
                """.formatted(RUNNING, NEWEST));
    }

    @ParameterizedTest
    @CsvSource({"5, 2, true", "5, 0, false", ", 2, false", "5, , false"})
    void should_name_the_commits_that_a_system_does_not_run_when_both_places_are_known(
            @Nullable Integer compared, @Nullable Integer behind, boolean isKnown) {
        TestSystem system = TestSystem.of("web", Reason.NOT_EVALUATED);
        SystemRow verdict =
                behind == null ? system.row() : system.behind(behind, null).row();
        Facts facts = new TestFacts().comparedPosition(compared).facts();

        assertThat(CommitRange.notRun(verdict, facts).stream().toList())
                .isEqualTo(isKnown ? List.of(new CommitRange("infra", "web", 3, 5)) : List.of());
    }

    @Test
    void should_name_no_commits_when_a_system_has_no_flake() {
        SystemRow verdict =
                TestSystem.of("web", Reason.NOT_EVALUATED).behind(1, null).row();

        assertThat(CommitRange.notRun(
                        verdict, new TestFacts().flake(null).comparedPosition(5).facts()))
                .isEmpty();
    }

    @Test
    void should_ask_for_the_name_that_matched_before_the_alias_and_the_hostname() {
        assertThat(new TestFacts().facts().askedName("web")).isEqualTo("web");
        assertThat(new TestFacts().alias("www").facts().askedName("web")).isEqualTo("www");
        assertThat(new TestFacts().alias("www").matchedName("lucas").facts().askedName("web"))
                .isEqualTo("lucas");
    }

    @Test
    void should_find_the_host_that_is_probably_the_system_when_one_is_similar() {
        Finding other = new Finding(FindingKind.REPORTS_UNREGISTERED, "db.lan", null, "db");
        Finding old = new Finding(FindingKind.NAME_MISMATCH, "web", null, "web");
        Finding lookalike = new Finding(FindingKind.REPORTS_UNREGISTERED, "web.lan", null, "web");

        assertThat(FoundProblem.lookalike(problems(other, old, lookalike), "web"))
                .isSameAs(lookalike);
        assertThat(FoundProblem.lookalike(problems(other, old), "web")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true  | false | web | The system 'wbe' is registered as inactive, so it has no status.
            false | false |     | No system is registered as 'wbe'. 'rollcall status' lists all systems.
            false | false | web | No system is registered as 'wbe'. Did you mean web?
            false | true  |     | The host 'wbe' reports what it runs, last on 2026-01-03 12:00 UTC, but no system is registered under that name, so it has no status. Register it in systems.jsonl and run 'rollcall import'.
            false | true  | web | The host 'wbe' reports what it runs, last on 2026-01-03 12:00 UTC, but no system is registered under that name, so it has no status. It is probably the registered system web: correct the reported or registered name.
            """)
    void should_describe_a_host_without_a_status(
            boolean isInactive, boolean reports, @Nullable String resembling, String sentence) {
        UnknownHost host = new UnknownHost(
                "wbe", isInactive, reports ? AS_OF : null, resembling == null ? List.of() : List.of(resembling));

        assertThat(host.error().sentence()).isEqualTo(sentence);
    }

    private static List<FoundProblem> problems(Finding... findings) {
        return List.of(findings).stream()
                .map(finding -> new FoundProblem(finding, "meaning"))
                .toList();
    }

    private static String text(Explanation explanation) {
        StringWriter out = new StringWriter();
        ExplanationText.write(new PrintWriter(out), explanation);
        return out.toString();
    }

    private static Explanation of(TestSystem system, TestFacts facts) {
        return explanation(system.row(), facts.facts(), NO_MATCH, List.of(), List.of());
    }

    private static CommitPoint point(String hash, @Nullable String evaluation) {
        return new CommitPoint(hash, Instant.parse("2026-01-01T00:00:00Z"), null, null, null, evaluation, null);
    }

    private static Explanation explanation(
            SystemRow verdict,
            Facts facts,
            Bounded<MatchedEvaluation> matched,
            List<CommitPoint> newer,
            List<FoundProblem> findings) {
        return new Explanation(
                verdict,
                AS_OF,
                Matching.EVIDENCE,
                "It has to be deployed.",
                facts,
                matched,
                newer,
                new Forge(Forge.Kind.GITHUB, "https://github.com/example/infra"),
                findings,
                List.of(
                        new Step(1, "Has it reported a state?", "Yes.", "state", false),
                        new Step(3, "Does it run what it should?", "No.", "target", true)),
                "Deploy it.");
    }
}
