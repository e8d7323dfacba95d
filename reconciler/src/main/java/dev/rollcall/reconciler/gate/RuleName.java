// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Durations;
import dev.rollcall.schema.text.ResemblingNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** All rules by their names in options and policy files, and how each parses its value. */
public enum RuleName {
    MAX_OUTDATED(Threshold.EXPECTED) {
        @Override
        PolicyRule rule(String value, Scope scope) {
            return new PolicyRule.AtMost(this, Status.OUTDATED, Threshold.of(value), scope);
        }
    },
    MAX_UNKNOWN(Threshold.EXPECTED) {
        @Override
        PolicyRule rule(String value, Scope scope) {
            return new PolicyRule.AtMost(this, Status.UNKNOWN_STATE, Threshold.of(value), scope);
        }
    },
    MAX_OFFLINE(Threshold.EXPECTED) {
        @Override
        PolicyRule rule(String value, Scope scope) {
            return new PolicyRule.AtMost(this, Status.OFFLINE, Threshold.of(value), scope);
        }
    },
    MAX_REBOOT_NEEDED(Threshold.EXPECTED) {
        @Override
        PolicyRule rule(String value, Scope scope) {
            return new PolicyRule.RebootAtMost(Threshold.of(value), scope);
        }
    },
    MAX_ADVISORIES("a number or share of systems, and optionally the least score, such as 0, 5% or 0@7") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            int at = value.indexOf('@');
            if (at < 0) {
                return new PolicyRule.AdvisoriesAtMost(Threshold.of(value), null, scope);
            }
            String score = value.substring(at + 1).strip();
            require(SCORE, score);
            return new PolicyRule.AdvisoriesAtMost(
                    Threshold.of(value.substring(0, at).strip()), new BigDecimal(score), scope);
        }
    },
    MAX_BEHIND_DAYS("a whole number of days such as 7") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(DAYS, value);
            return new PolicyRule.BehindAtMost(Integer.parseInt(value), scope);
        }
    },
    REQUIRE_UP_TO_DATE("a host or a pattern such as web-*") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(NAME, value);
            if (scope.has("hosts")) {
                throw new IllegalArgumentException("no hosts key, because the value names the hosts");
            }
            return new PolicyRule.UpToDate(scope.with("hosts", new NamePattern(value)));
        }
    },
    NO_REGRESSIONS("the snapshot to compare with: previous, last-passed, an id, a time, a label or an age such as 7d") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(NAME, value);
            return new PolicyRule.NoRegressions(value, scope);
        }
    },
    FORBID_REASON("a reason such as withdrawn-commit") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            return new PolicyRule.WithoutReason(
                    Reason.find(value).orElseThrow(() -> new IllegalArgumentException(expected() + nearest(value))),
                    scope);
        }
    },
    EXPECT_COMMIT("a commit's hash, or at least its first 7 characters") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(COMMIT_HASH, value);
            return new PolicyRule.RunsCommit(value.toLowerCase(Locale.ROOT), scope);
        }
    },
    ROLLOUT("a share and an age such as 95%@14d") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            int at = value.indexOf('@');
            if (at < 0) {
                throw new IllegalArgumentException(expected());
            }
            return new PolicyRule.Rollout(
                    share(value.substring(0, at).strip()),
                    age(value.substring(at + 1).strip()),
                    scope);
        }
    },
    COMMIT("a commit's hash, or at least its first 7 characters") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(COMMIT_HASH, value);
            return new PolicyRule.CommitReaches(value.toLowerCase(Locale.ROOT), Duration.ZERO, ALL, scope);
        }
    },
    NOT_BELOW_MEDIAN("a number of nights from 1 to 30, such as 7") {
        @Override
        PolicyRule rule(String value, Scope scope) {
            require(NIGHTS, value);
            return new PolicyRule.NotBelowMedian(Integer.parseInt(value), scope);
        }
    };

    /** A hash of a commit, or its beginning. */
    public static final Pattern COMMIT_HASH = Pattern.compile("[0-9a-fA-F]{7,64}");

    /** The keys that the rule of a commit may have beside it, and what each is. */
    static final String WITHIN = "within";

    static final String SHARE = "share";

    private static final Pattern SCORE = Pattern.compile("\\d(?:\\.\\d)?|10(?:\\.0)?");
    private static final Pattern DAYS = Pattern.compile("\\d{1,5}");
    private static final Pattern NAME = Pattern.compile("(?s)\\S.*");
    private static final Pattern NIGHTS = Pattern.compile("[1-9]|[12]\\d|30");
    private static final Threshold ALL = Threshold.of("100%");

    private final String expected;

    RuleName(String expected) {
        this.expected = expected;
    }

    /** The rule with a code such as {@code max-outdated}. */
    static Optional<RuleName> of(String code) {
        return Arrays.stream(values()).filter(name -> name.code().equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(RuleName::code).toList();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The expected form of its value. */
    String expected() {
        return expected;
    }

    /**
     * The rule with a value.
     *
     * @throws IllegalArgumentException with what was expected
     */
    abstract PolicyRule rule(String value, Scope scope);

    /**
     * A length of time such as {@code 48h}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static Duration age(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("a length of time such as 48h or 14d"));
    }

    /**
     * A share such as {@code 95%}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static Threshold share(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("a share such as 95%");
        }
        return Threshold.of(text);
    }

    /** The similar reasons, in words; all of them if none is similar. */
    private static String nearest(String value) {
        List<String> codes = Arrays.stream(Reason.values()).map(Reason::code).toList();
        List<String> closest = ResemblingNames.of(value, codes);
        return closest.isEmpty()
                ? ", one of " + String.join(", ", codes)
                : " (did you mean " + String.join(", ", closest) + "?)";
    }

    void require(Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(expected);
        }
    }
}
