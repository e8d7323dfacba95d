// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.PolicyFile;
import dev.rollcall.reconciler.gate.PolicyRule;
import dev.rollcall.reconciler.gate.RuleFlag;
import dev.rollcall.reconciler.gate.RuleName;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rules of a gate: those of the policy file, then those of options. */
public final class GateOptions {

    private static final String COUNT = "[SCOPE=]N|N%";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A YAML file with rules and exemptions. The other gate options add rules to it.")
    private @Nullable Path policy;

    @Option(
            names = "--max-outdated",
            paramLabel = COUNT,
            description =
                    "At most this many systems are Outdated: 12 or 5%%. A scope limits any rule: flake:web=0, environment:prod=5%%, owner:ops=0, hosts:web-*=0; flake:*=5%% applies to each flake separately.")
    private List<String> maxOutdated = List.of();

    @Option(
            names = "--max-unknown",
            paramLabel = COUNT,
            description = "At most this many systems are in Unknown State.")
    private List<String> maxUnknown = List.of();

    @Option(names = "--max-offline", paramLabel = COUNT, description = "At most this many systems are Offline.")
    private List<String> maxOffline = List.of();

    @Option(
            names = "--max-reboot-needed",
            paramLabel = COUNT,
            description =
                    "Of the systems that report whether they need a reboot, at most this many do. If none reports it, the gate can't decide.")
    private List<String> maxRebootNeeded = List.of();

    @Option(
            names = "--max-advisories",
            paramLabel = COUNT + "[@SCORE]",
            description =
                    "At most this many systems have an advisory, or one with at least this score: 0@7. If too many were not scanned, the gate can't decide.")
    private List<String> maxAdvisories = List.of();

    @Option(
            names = "--max-behind-days",
            paramLabel = "[SCOPE=]N",
            description = "No system has been behind for more than N days.")
    private List<String> maxBehindDays = List.of();

    @Option(
            names = "--require-up-to-date",
            paramLabel = "[SCOPE=]PATTERN",
            description = "Every system that matches PATTERN, such as 'web-*', is Up to Date.")
    private List<String> requireUpToDate = List.of();

    @Option(
            names = "--no-regressions",
            paramLabel = "[SCOPE=]REF",
            arity = "0..1",
            fallbackValue = "previous",
            description =
                    "No system that was Up to Date in the snapshot REF has a different status now. REF is previous (the default), last-passed, or a snapshot named as for 'diff'.")
    private List<String> noRegressions = List.of();

    @Option(
            names = "--forbid-reason",
            paramLabel = "[SCOPE=]REASON",
            description = "No system has this reason, such as withdrawn-commit or dirty-revision.")
    private List<String> forbidReason = List.of();

    @Option(
            names = "--expect-commit",
            paramLabel = "[SCOPE=]SHA",
            description = "Every system whose flake has this commit runs it or a newer one.")
    private List<String> expectCommit = List.of();

    @Option(
            names = "--rollout",
            paramLabel = "[SCOPE=]N%@AGE",
            description =
                    "At least this share of the systems run the newest commit older than AGE, or a later one: 95%%@14d. The scope flake:* checks each flake.")
    private List<String> rollout = List.of();

    @Option(
            names = "--commit",
            paramLabel = "[SCOPE=]SHA",
            description =
                    "This commit or a newer one runs on a share of its flake's systems (--share) some time after it (--within).")
    private List<String> commit = List.of();

    @Option(
            names = "--within",
            paramLabel = "AGE",
            description = "The time allowed for --commit, such as 48h; the rule passes until then (default: none).")
    private @Nullable String within;

    @Option(
            names = "--share",
            paramLabel = "N%",
            description = "The share that --commit has to reach (default: 100%%).")
    private @Nullable String share;

    @Option(
            names = "--not-below-median",
            paramLabel = "[SCOPE=]N",
            arity = "0..1",
            fallbackValue = "7",
            description =
                    "The share of systems that are Up to Date is at least the median of the last N nights (default: 7).")
    private List<String> notBelowMedian = List.of();

    /** The policy, without rules if none were given. */
    public Policy policy(Environment environment) {
        List<PolicyRule> rules = new ArrayList<>();
        rules.addAll(RuleFlag.rules(RuleName.MAX_OUTDATED, maxOutdated));
        rules.addAll(RuleFlag.rules(RuleName.MAX_UNKNOWN, maxUnknown));
        rules.addAll(RuleFlag.rules(RuleName.MAX_OFFLINE, maxOffline));
        rules.addAll(RuleFlag.rules(RuleName.MAX_REBOOT_NEEDED, maxRebootNeeded));
        rules.addAll(RuleFlag.rules(RuleName.MAX_ADVISORIES, maxAdvisories));
        rules.addAll(RuleFlag.rules(RuleName.MAX_BEHIND_DAYS, maxBehindDays));
        rules.addAll(RuleFlag.rules(RuleName.REQUIRE_UP_TO_DATE, requireUpToDate));
        rules.addAll(RuleFlag.rules(RuleName.NO_REGRESSIONS, noRegressions));
        rules.addAll(RuleFlag.rules(RuleName.FORBID_REASON, forbidReason));
        rules.addAll(RuleFlag.rules(RuleName.EXPECT_COMMIT, expectCommit));
        rules.addAll(RuleFlag.rules(RuleName.ROLLOUT, rollout));
        rules.addAll(RuleFlag.commitRules(commit, within, share));
        rules.addAll(RuleFlag.rules(RuleName.NOT_BELOW_MEDIAN, notBelowMedian));
        Policy file = policy == null
                ? Policy.NONE
                : PolicyFile.read(environment.folder().resolve(policy));
        return file.and(rules);
    }

    /**
     * The policy of a command that needs one.
     *
     * @throws RollcallException if it has no rules
     */
    public Policy requiredPolicy(Environment environment) {
        Policy required = policy(environment);
        if (required.isEmpty()) {
            throw new RollcallException(
                    ErrorName.NO_RULES,
                    "A gate without rules would always pass. Add rules with --policy FILE,"
                            + " or with options such as --max-outdated 5%.");
        }
        return required;
    }
}
