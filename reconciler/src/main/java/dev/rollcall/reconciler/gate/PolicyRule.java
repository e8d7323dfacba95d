// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;

/** A rule for the systems of a scope. */
public sealed interface PolicyRule {

    RuleName name();

    Scope scope();

    /** The limit in words, such as {@code at most 5%}. */
    String threshold();

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
            return "all at " + commit.substring(0, Math.min(12, commit.length())) + " or newer";
        }
    }
}
