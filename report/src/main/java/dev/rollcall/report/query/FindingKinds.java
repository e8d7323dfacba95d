// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.FindingKind;
import java.util.List;

/** The vocabulary of the findings, until the rules have a view of it beside {@code inventory.reasons}. */
final class FindingKinds {

    static final List<FindingKind> ALL = List.of(
            new FindingKind(
                    "closure-differs-from-revision",
                    "It says that it was built from a commit, but runs another closure than that commit builds for it.",
                    "Look whether it was built from a changed working tree; deploy it from a clean commit."),
            new FindingKind(
                    "flake-without-commits",
                    "No commit of the flake is known, so nothing can be compared with it.",
                    "Import the commits of the flake, or remove the flake."),
            new FindingKind(
                    "future-state",
                    "It reported a state with a time that lies in the future; such a state does not count.",
                    "Set the clock of the machine right."),
            new FindingKind(
                    "name-mismatch",
                    "Its flake has evaluations, but none under its name.",
                    "Rename one of the two, or record an alias for the name it resembles."),
            new FindingKind(
                    "no-flake",
                    "It is registered without a flake, so nothing tells what it should run.",
                    "Register it with its flake."),
            new FindingKind(
                    "reports-unregistered",
                    "It reports, but nobody registered it, so it is in none of the counts.",
                    "Register it, or correct the name that it reports under."),
            new FindingKind(
                    "stale-inventory",
                    "The newest fact of any kind is old, so the verdicts may rest on old facts.",
                    "Look whether the import still runs."));

    private FindingKinds() {}
}
