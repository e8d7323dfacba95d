// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.change;

import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.closure.PackageMoves;
import dev.rollcall.report.html.advisory.AdvisoryChangesView;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeGroup;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeTable;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeView;
import dev.rollcall.report.html.change.ChangesPageModel.MatrixCell;
import dev.rollcall.report.html.change.ChangesPageModel.MatrixRow;
import dev.rollcall.report.html.change.ChangesPageModel.Pair;
import dev.rollcall.report.html.change.ChangesPageModel.RollbackView;
import dev.rollcall.report.html.change.ChangesPageModel.TransitionList;
import dev.rollcall.report.html.closure.PackageChangesView;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.AttentionChange;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the page of changes since the baseline. */
public final class ChangesPage {

    private static final Set<Status> BY_COMMIT = EnumSet.of(Status.UP_TO_DATE, Status.OUTDATED);

    /** The maximum number of named systems that need attention, or no longer do. */
    public static final int MAX_NAMES = 12;

    private static final int MAX_PACKAGES = 100;

    private final HostLinks hosts;
    private final Forges forges;
    private final boolean hasOwners;

    public ChangesPage(HostLinks hosts, Forges forges, boolean hasOwners) {
        this.hosts = hosts;
        this.forges = forges;
        this.hasOwners = hasOwners;
    }

    public ChangesPageModel of(
            PageFrame frame,
            SnapshotSummary snapshot,
            @Nullable Changes changes,
            @Nullable AttentionChange attention,
            @Nullable PackageMoves packages,
            @Nullable NightAdvisories advisories) {
        if (changes == null) {
            return new ChangesPageModel(
                    frame,
                    SnapshotView.of(snapshot),
                    null,
                    "",
                    hasOwners,
                    Bounded.none(),
                    Bounded.none(),
                    Bounded.none(),
                    List.of(),
                    List.of(),
                    List.of(),
                    ChangeTable.NONE,
                    ChangeTable.NONE,
                    ChangeTable.NONE,
                    null,
                    null);
        }
        return new ChangesPageModel(
                frame,
                SnapshotView.of(snapshot),
                SnapshotView.of(changes.baseline(), snapshot.asOf()),
                headline(changes, attention),
                hasOwners,
                attention == null ? Bounded.none() : attention.entered().map(host -> HostView.of(host, hosts)),
                attention == null ? Bounded.none() : attention.left().map(host -> host(host, attention.gone())),
                changes.rollbacks().map(rollback -> view(rollback, changes.gone(), snapshot)),
                matrix(changes),
                totals(snapshot, changes),
                transitions(changes),
                moved(changes.movedCommits(), changes.redeployedInPlace()),
                table(changes.changedFlakes()),
                table(changes.changedReasons()),
                packages == null ? null : PackageChangesView.of(packages, MAX_PACKAGES),
                advisories == null ? null : AdvisoryChangesView.of(advisories.moves(), hosts));
    }

    private static String headline(Changes changes, @Nullable AttentionChange attention) {
        List<String> counts = new ArrayList<>();
        int needing = attention == null ? 0 : attention.entered().total();
        add(counts, needing, needing == 1 ? "newly needs attention" : "newly need attention");
        add(counts, changes.worse(), "got worse");
        add(counts, changes.better(), "got better");
        add(counts, changes.joined(), "joined");
        add(counts, changes.left(), "left");
        int rollbacks = changes.rollbacks().total();
        if (rollbacks > 0) {
            counts.add(0, Words.count(rollbacks, "rollback", "rollbacks"));
        }
        return counts.isEmpty() ? "No system changed status, joined or left" : String.join(", ", counts);
    }

    /** Only the first says that systems are counted; rollbacks are not, because a system may have several. */
    private static void add(List<String> counts, int count, String what) {
        if (count > 0) {
            counts.add((counts.isEmpty() ? Words.systems(count) : Words.count(count)) + " " + what);
        }
    }

    private static List<MatrixRow> matrix(Changes changes) {
        List<MatrixRow> rows = new ArrayList<>();
        for (Status from : Status.values()) {
            int total = changes.baseline().counts().of(from);
            rows.add(new MatrixRow(from, cells(changes, from), Words.count(total)));
        }
        rows.add(new MatrixRow(null, cells(changes, null), Words.count(changes.joined())));
        return rows;
    }

    private static List<MatrixCell> cells(Changes changes, @Nullable Status from) {
        List<MatrixCell> cells = new ArrayList<>();
        for (Status to : Status.values()) {
            cells.add(cell(new Transition(from, to), changes.count(from, to)));
        }
        cells.add(
                from == null
                        ? new MatrixCell("", "none", null)
                        : cell(new Transition(from, null), changes.count(from, null)));
        return cells;
    }

    private static MatrixCell cell(Transition transition, int count) {
        if (count == 0) {
            return new MatrixCell("0", "none", null);
        }
        return transition.isChange()
                ? new MatrixCell(Words.count(count), "change", anchor(transition))
                : new MatrixCell(Words.count(count), "same", null);
    }

    private static List<MatrixCell> totals(SnapshotSummary snapshot, Changes changes) {
        return Stream.concat(
                        Arrays.stream(Status.values())
                                .map(status -> total(snapshot.counts().of(status), status)),
                        Stream.of(total(changes.left(), null)))
                .toList();
    }

    /** Links to the systems of the status on the overview, if there are any. */
    private static MatrixCell total(int count, @Nullable Status status) {
        return new MatrixCell(Words.count(count), "same", count == 0 || status == null ? null : status.slug());
    }

    private List<TransitionList> transitions(Changes changes) {
        return changes.transitions().stream()
                .map(transition -> new TransitionList(
                        anchor(transition),
                        transition.from(),
                        transition.to(),
                        table(transition, changes.listOf(transition), changes.redeployed(transition))))
                .toList();
    }

    /** If both statuses depend on commits, groups by whether the machine or git moved. */
    private ChangeTable table(Transition transition, Bounded<StatusChange> changes, int redeployed) {
        if (!BY_COMMIT.contains(transition.from()) || !BY_COMMIT.contains(transition.to())) {
            return table(changes);
        }
        return transition.to() == Status.UP_TO_DATE
                ? table("Deployed", redeployed, "Not deployed: what they run is now what git says", changes)
                : table(
                        "Deployed, but not the newest commit",
                        redeployed,
                        "Not deployed: newer commits arrived",
                        changes);
    }

    /** Without a deployment, a system that runs a newer commit runs one that does not change it. */
    private ChangeTable moved(Bounded<StatusChange> changes, int redeployed) {
        return table("Deployed", redeployed, "Not deployed: a newer commit builds the same closure", changes);
    }

    private ChangeTable table(String deployed, int redeployed, String notDeployed, Bounded<StatusChange> changes) {
        List<ChangeGroup> groups = new ArrayList<>();
        addGroup(groups, notDeployed, changes.total() - redeployed, changes, false);
        addGroup(groups, deployed, redeployed, changes, true);
        return new ChangeTable(Words.systems(changes.total()), groups, changes.leftOut());
    }

    private void addGroup(
            List<ChangeGroup> groups, String cause, int count, Bounded<StatusChange> changes, boolean isRedeployed) {
        if (count > 0) {
            groups.add(new ChangeGroup(
                    cause,
                    Words.systems(count),
                    changes.shown().stream()
                            .filter(change -> change.isRedeployed() == isRedeployed)
                            .map(this::view)
                            .toList()));
        }
    }

    private ChangeTable table(Bounded<StatusChange> changes) {
        return ChangeTable.of(Words.systems(changes.total()), changes.map(this::view));
    }

    /** Systems that left the inventory have no link. */
    private HostView host(String host, Set<String> gone) {
        return gone.contains(host) ? new HostView(Words.visible(host), null) : HostView.of(host, hosts);
    }

    private RollbackView view(Rollback rollback, Set<String> gone, SnapshotSummary snapshot) {
        return new RollbackView(
                host(rollback.hostname(), gone),
                Words.visibleOrNull(rollback.owner()),
                Words.visible(rollback.flake()),
                TimeView.of(rollback.asOf(), snapshot.asOf()),
                forges.viewOrNull(rollback.flake(), rollback.from()),
                forges.viewOrNull(rollback.flake(), rollback.to()));
    }

    private ChangeView view(StatusChange change) {
        Status now = change.transition().to();
        return new ChangeView(
                Words.visible(change.hostname()),
                now == null ? null : hosts.linkTo(change.hostname()),
                now,
                Words.visibleOrNull(change.owner()),
                texts(change.oldFlake(), change.newFlake()),
                pair(change.oldReason(), change.newReason()),
                pair(
                        forges.viewOrNull(change.oldFlake(), change.oldRunningCommit()),
                        forges.viewOrNull(change.newFlake(), change.newRunningCommit())));
    }

    private static Pair<String> texts(@Nullable String before, @Nullable String now) {
        return pair(Words.visibleOrNull(before), Words.visibleOrNull(now));
    }

    private static <T> Pair<T> pair(@Nullable T before, @Nullable T now) {
        return new Pair<>(before, now, Objects.equals(before, now));
    }

    private static String anchor(Transition transition) {
        return slug(transition.from(), "joined") + "--" + slug(transition.to(), "left");
    }

    private static String slug(@Nullable Status status, String absent) {
        return status == null ? absent : status.slug();
    }
}
