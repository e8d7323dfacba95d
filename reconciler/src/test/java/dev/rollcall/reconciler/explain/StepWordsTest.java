// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reconciler.TestSystem;
import dev.rollcall.reconciler.explain.Explanation.Step;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.ErrorName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepWordsTest {

    private static final Instant AT = Instant.parse("2026-01-01T02:30:59Z");
    private static final String COMMIT = "c0ffee000000" + "9".repeat(28);
    private static final String NEWEST = "ace000000000" + "9".repeat(28);
    private static final SystemRow ANY = TestSystem.upToDate("web");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            state                    | STATE            | Yes: the latest is from 2026-01-01 02:30 UTC.
            no-state                 | STATE            | No: it has never reported one.
            flake                    | FLAKE            | Yes: 'infra'.
            no-flake                 | FLAKE            | No: no flake is registered for it.
            store-path               | RUNNING_COMMIT   | Yes: the evaluation of commit c0ffee000000 as 'web' builds its store path.
            other-name               | RUNNING_COMMIT   | Yes: nothing is evaluated under its own name, and the evaluation of commit c0ffee000000 as 'web' builds its store path.
            revision                 | RUNNING_COMMIT   | Yes: it reports revision c0ffee000000, a commit of its flake.
            revision-prefix          | RUNNING_COMMIT   | Yes: its revision 'c0ffee-dirty' identifies commit c0ffee000000.
            only-withdrawn           | RUNNING_COMMIT   | No: it is known only as a commit that is no longer on the branch.
            only-other-system        | RUNNING_COMMIT   | No: 'infra' builds it only for other systems.
            only-other-flake         | RUNNING_COMMIT   | No: it is known only from another flake.
            no-revision              | RUNNING_COMMIT   | No: no evaluation builds its store path, and it reports no revision.
            no-revision              | DIRTY_REVISION   | No: it reports no revision.
            revision-dirty           | RUNNING_COMMIT   | No: no evaluation builds its store path, and its revision 'c0ffee-dirty' is not a commit.
            revision-no-hash         | RUNNING_COMMIT   | No: no evaluation builds its store path, and its revision 'c0ffee-dirty' is not a hash.
            revision-short           | RUNNING_COMMIT   | No: no evaluation builds its store path, and its revision 'c0ffee-dirty' is too short to name a commit: 7 digits are needed.
            revision-ambiguous       | RUNNING_COMMIT   | No: no evaluation builds its store path, and its revision 'c0ffee-dirty' could be several commits of 'infra'.
            revision-unknown         | RUNNING_COMMIT   | No: no evaluation builds its store path, and its revision 'c0ffee-dirty' is not a commit of 'infra'.
            not-withdrawn            | WITHDRAWN_COMMIT | No: what it runs matches no withdrawn commit.
            withdrawn-closure        | WITHDRAWN_COMMIT | Yes: commit c0ffee000000 builds its store path, and it was withdrawn on 2026-01-01 02:30 UTC.
            withdrawn-revision       | WITHDRAWN_COMMIT | Yes: it reports the revision of commit c0ffee000000, and it was withdrawn on 2026-01-01 02:30 UTC.
            other-system             | OTHER_SYSTEM     | Yes: the evaluation of commit c0ffee000000 as 'web' builds its store path.
            no-other-system          | OTHER_SYSTEM     | No: 'infra' does not build its store path for any system.
            other-flake-closure      | OTHER_FLAKE      | Yes: 'infra' builds its store path: commit c0ffee000000 as 'web'.
            other-flake-revision     | OTHER_FLAKE      | Yes: its revision is commit c0ffee000000 of 'infra'.
            no-other-flake           | OTHER_FLAKE      | No: what it runs matches nothing from another flake.
            dirty                    | DIRTY_REVISION   | Yes: its revision 'c0ffee-dirty' stands for uncommitted changes.
            not-dirty                | DIRTY_REVISION   | No: its revision is 'c0ffee-dirty'.
            unrecognised-revision    | UNKNOWN_REVISION | Yes: its revision 'c0ffee-dirty' is a full hash that matches no known commit.
            not-whole                | UNKNOWN_REVISION | No: its revision 'c0ffee-dirty' is not a full hash.
            flake-without-commits    | UNKNOWN_CLOSURE  | No: no commits of 'infra' are known.
            path-recorded            | UNKNOWN_CLOSURE  | Yes: the evaluation of commit c0ffee000000 as 'web' records a store path, and it runs a different one.
            nothing-evaluated        | UNKNOWN_CLOSURE  | No: no commit evaluates successfully for it, so there is no store path to compare with.
            nothing-built-up-to-pin  | UNKNOWN_CLOSURE  | No: no commit up to its pin evaluates as 'web', so there is no store path to compare with.
            path-not-recorded        | UNKNOWN_CLOSURE  | No: the evaluation of commit c0ffee000000 as 'web' records no store path to compare with.
            no-commits               | EVALUATION       | No: no commits of 'infra' are known.
            no-successful-evaluation | EVALUATION       | No: no commit of 'infra' has a successful evaluation as 'web'.
            evaluated                | EVALUATION       | Yes: commit c0ffee000000 evaluates successfully as 'web'.
            by-name                  | STAND_IN         | Commit c0ffee000000, the newest that evaluates as 'web'; matching by name checks nothing else.
            stands-in                | STAND_IN         | Commit c0ffee000000, the newest that evaluates as 'web'.
            stands-in-up-to-pin      | STAND_IN         | Commit c0ffee000000, the newest up to its pin that evaluates as 'web'.
            nothing-up-to-pin        | STAND_IN         | None: no commit up to its pin evaluates as 'web'.
            """)
    void should_answer_a_rule_with_the_facts(String because, Question question, String answer) {
        Facts facts = new TestFacts().revision("c0ffee-dirty").facts();

        assertThat(answer(ANY, facts, step(question, because, COMMIT, AT))).isEqualTo(answer);
    }

    @Test
    void should_report_what_is_unknown_when_a_step_lacks_it() {
        Facts facts = new TestFacts().facts();

        assertThat(answer(ANY, facts, step(Question.STATE, "state", null, null)))
                .isEqualTo("Yes: the latest is from an unknown time.");
        assertThat(answer(ANY, facts, step(Question.WITHDRAWN_COMMIT, "withdrawn-closure", null, null)))
                .isEqualTo("Yes: commit (unknown) builds its store path, and it was withdrawn.");
        assertThat(answer(ANY, facts, step(Question.DIRTY_REVISION, "not-dirty", null, null)))
                .isEqualTo("No: its revision is (unknown).");
    }

    @Test
    void should_escape_invisible_characters_when_a_revision_is_hostile() {
        Facts facts = new TestFacts().revision("a\u001b[2Jb").facts();

        assertThat(answer(ANY, facts, step(Question.DIRTY_REVISION, "not-dirty", null, null)))
                .isEqualTo("No: its revision is 'a\\u001b[2Jb'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RUNS_NEWEST           | Yes: ace000000000 is the newest commit.
            EVALUATED_NEWEST      | Yes: ace000000000 is the newest commit.
            RUNS_PIN              | Yes: 111111111111 is the commit it is pinned to.
            HELD                  | Yes: it is held, which means pinned without a commit, so that it stays on what it runs.
            AWAITING_DEPLOYMENT   | No: commit c0ffee000000 is evaluated for it but not deployed; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            NOT_EVALUATED         | No: the newest commit, ace000000000, has not been evaluated for it; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            EVALUATION_PENDING    | No: the evaluation of the newest commit, ace000000000, has not finished; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            EVALUATION_FAILED     | No: the evaluation of the newest commit, ace000000000, fails for it; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            EVALUATION_UNRECORDED | No: the newest commit, ace000000000, was evaluated, but what it builds for this system was not recorded; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            BUILD_PENDING         | No: the newest commit, ace000000000, is evaluated for it, but its build has not finished; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            BUILD_FAILED          | No: the newest commit, ace000000000, is evaluated for it, but its build failed; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            AWAITING_PIN          | No: it does not run the commit it is pinned to, 111111111111, yet; it is 2 commits behind, since 2026-01-01 02:30 UTC.
            """)
    void should_show_where_a_system_is_for_the_question_target(Reason reason, String answer) {
        SystemRow verdict = system(reason)
                .evaluated(COMMIT)
                .pinned("1".repeat(40))
                .behind(2, AT.toString())
                .row();

        assertThat(target(verdict, new TestFacts().pinPosition(3).facts())).isEqualTo(answer);
    }

    @Test
    void should_report_that_a_commit_may_change_nothing_when_the_store_path_is_the_evidence() {
        assertThat(target(
                        system(Reason.RUNS_NEWEST)
                                .runs(NEWEST, Basis.STORE_PATH)
                                .row(),
                        new TestFacts().facts()))
                .isEqualTo("Yes: ace000000000 is the newest commit. (A commit that changes nothing for a system builds"
                        + " the same closure.)");
    }

    @Test
    void should_name_the_newest_commit_when_nothing_is_evaluated() {
        assertThat(target(system(Reason.AWAITING_DEPLOYMENT).row(), new TestFacts().facts()))
                .isEqualTo("No: commit ace000000000 is evaluated for it but not deployed; it is an unknown number of"
                        + " commits behind.");
    }

    @Test
    void should_leave_out_since_when_when_it_is_unknown() {
        assertThat(target(system(Reason.NOT_EVALUATED).behind(1, null).row(), new TestFacts().facts()))
                .endsWith("; it is 1 commit behind.");
    }

    @Test
    void should_show_the_direction_when_a_pin_is_not_reached() {
        SystemRow beyond = system(Reason.AWAITING_PIN)
                .pinned("1".repeat(40))
                .behind(0, null)
                .row();
        SystemRow unknown = system(Reason.AWAITING_PIN).row();

        assertThat(target(beyond, new TestFacts().pinPosition(3).facts()))
                .isEqualTo("No: it should run the commit it is pinned to, 111111111111, but runs a newer one.");
        assertThat(target(beyond, new TestFacts().facts()))
                .isEqualTo("No: the commit it is pinned to, 111111111111, is not on the branch of its flake.");
        assertThat(target(unknown, new TestFacts().pinPosition(3).facts()))
                .isEqualTo("No: it does not run the commit it is pinned to, (unknown), yet; it is an unknown number of"
                        + " commits behind.");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "WITHDRAWN_COMMIT",
                "OTHER_SYSTEM",
                "OTHER_FLAKE",
                "DIRTY_REVISION",
                "UNRECOGNISED_REVISION",
                "UNRECOGNISED_CLOSURE",
                "NO_FLAKE",
                "NO_COMMITS",
                "NO_SUCCESSFUL_EVALUATION",
                "NEVER_DEPLOYED"
            })
    void should_refuse_to_answer_when_a_reason_is_decided_before_any_target(Reason reason) {
        assertThatThrownBy(() -> target(system(reason).row(), new TestFacts().facts()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'" + reason.code() + "'");
    }

    @Test
    void should_refuse_a_code_when_it_is_not_a_reason() {
        assertThatThrownBy(() ->
                        answer(ANY, new TestFacts().facts(), step(Question.TARGET, "struck-by-lightning", null, null)))
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_NEWER)
                .hasMessageStartingWith("The database has the reason 'struck-by-lightning', which");
    }

    @Test
    void should_report_that_the_last_step_decides_when_there_are_several() {
        List<Step> steps = new StepWords(ANY, new TestFacts().facts())
                .of(List.of(
                        step(Question.STATE, "state", null, AT),
                        step(Question.FLAKE, "flake", null, null),
                        step(Question.TARGET, "runs-newest", null, null)));

        assertThat(steps).extracting(Step::decides).containsExactly(false, false, true);
        assertThat(steps.get(1)).isEqualTo(new Step(3, "Does it have a flake?", "Yes: 'infra'.", "flake", false));
    }

    @ParameterizedTest
    @EnumSource
    void should_be_a_question_for_every_rule(Question question) {
        assertThat(Question.of(question.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .isEqualTo(question);
        assertThat(question.sentence()).matches("[A-Z].*\\?");
    }

    private static TestSystem system(Reason reason) {
        return TestSystem.of("web", reason).newest(NEWEST);
    }

    private static String target(SystemRow verdict, Facts facts) {
        return answer(verdict, facts, step(Question.TARGET, verdict.reason().code(), null, null));
    }

    private static String answer(SystemRow verdict, Facts facts, RuleStep step) {
        return new StepWords(verdict, facts).of(List.of(step)).get(0).answer();
    }

    private static RuleStep step(Question question, String because, @Nullable String commit, @Nullable Instant at) {
        return new RuleStep(3, question, because, "infra", "web", commit, at);
    }
}
