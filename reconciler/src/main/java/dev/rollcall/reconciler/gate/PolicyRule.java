// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rule for the systems of a scope. */
public sealed interface PolicyRule {

    RuleName name();

    Scope scope();

    /** The limit in words, such as {@code at most 5%}. */
    String threshold();

    /** Whether it counts a system of its scope at all. */
    default boolean counts(SystemRow system) {
        return true;
    }

    /** At most this many systems have a status. */
    record AtMost(RuleName name, Status status, Threshold most, Scope scope) implements PolicyRule {

        @Override
        public String threshold() {
            return most.toString();
        }
    }

    /** At most this many systems need a reboot, among those that say whether they do. */
    record RebootAtMost(Threshold most, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.MAX_REBOOT_NEEDED;
        }

        @Override
        public String threshold() {
            return most.toString();
        }
    }

    /**
     * At most this many systems have an advisory.
     *
     * @param score the least score of an advisory that counts; null if all count
     */
    record AdvisoriesAtMost(Threshold most, @Nullable BigDecimal score, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.MAX_ADVISORIES;
        }

        @Override
        public String threshold() {
            return most + (score == null ? "" : " with a score of " + score.toPlainString() + " or more");
        }

        @Override
        public boolean counts(SystemRow system) {
            return system.status() != Status.OFFLINE;
        }
    }

    /** No system has been behind for more than this many days. */
    record BehindAtMost(int days, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.MAX_BEHIND_DAYS;
        }

        @Override
        public String threshold() {
            return "at most " + days + (days == 1 ? " day" : " days");
        }
    }

    /** Every system is Up to Date. */
    record UpToDate(Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.REQUIRE_UP_TO_DATE;
        }

        @Override
        public String threshold() {
            return "all";
        }
    }

    /** No system has a reason. */
    record WithoutReason(Reason reason, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.FORBID_REASON;
        }

        @Override
        public String threshold() {
            return "no " + reason.code();
        }
    }

    /**
     * No system that was Up to Date in an earlier snapshot has another status now.
     *
     * @param baseline a reference to that snapshot
     */
    record NoRegressions(String baseline, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.NO_REGRESSIONS;
        }

        @Override
        public String threshold() {
            return "none since " + baseline;
        }
    }

    /**
     * Every system of the flakes that have the commit runs it or a later one.
     *
     * @param commit a hash or its beginning, in lower case
     */
    record RunsCommit(String commit, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.EXPECT_COMMIT;
        }

        @Override
        public String threshold() {
            return "all at " + Words.shortCommit(commit) + " or newer";
        }
    }

    /** Every commit older than an age runs on a share of the systems of its flake that have ever reported. */
    record Rollout(Threshold share, Duration age, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.ROLLOUT;
        }

        @Override
        public String threshold() {
            return "commits older than " + Words.duration(age) + " on at least " + share.figure();
        }

        @Override
        public boolean counts(SystemRow system) {
            return system.status() != Status.OFFLINE;
        }
    }

    /**
     * Some time after a commit it runs on a share of the systems of its flake that have ever reported.
     *
     * @param commit a hash or the beginning of one, in lower case
     */
    record CommitReaches(String commit, Duration within, Threshold share, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.COMMIT;
        }

        @Override
        public String threshold() {
            return Words.shortCommit(commit) + " or newer on at least " + share.figure()
                    + (within.isZero() ? "" : " within " + Words.duration(within));
        }

        @Override
        public boolean counts(SystemRow system) {
            return system.status() != Status.OFFLINE;
        }

        /** The same with another time and share. */
        CommitReaches with(Duration otherTime, Threshold otherShare) {
            return new CommitReaches(commit, otherTime, otherShare, scope);
        }
    }

    /** The share of systems that are Up to Date is no lower than the median of the last nights. */
    record NotBelowMedian(int nights, Scope scope) implements PolicyRule {

        @Override
        public RuleName name() {
            return RuleName.NOT_BELOW_MEDIAN;
        }

        @Override
        public String threshold() {
            return "not below the median of " + (nights == 1 ? "1 night" : nights + " nights");
        }
    }
}
