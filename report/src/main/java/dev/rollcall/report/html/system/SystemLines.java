// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.system.SystemLinesView.Detail;
import dev.rollcall.report.html.system.SystemLinesView.Line;
import dev.rollcall.report.html.system.SystemLinesView.Word;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.Strip;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats many systems in one line each, which is most of a large fleet's report. Exact times and full hashes are in
 * {@code systems.csv}. Uses no database, so pages can be built on separate threads.
 */
public final class SystemLines {

    private static final int LINES_OF_ERROR = 5;

    private final SystemViews views;
    private final Night night;
    private final Instant asOf;
    private final HostLinks links;
    private final Map<Strip, StripView> strips = new HashMap<>();

    private SystemLines(SystemViews views, HostLinks links) {
        this.views = views;
        this.night = views.night();
        this.asOf = night.snapshot().asOf();
        this.links = links;
    }

    /**
     * The table of some systems.
     *
     * @param hiddenToo an additional column to hide, as a class; empty for none
     */
    public static SystemLinesView of(SystemViews views, List<SystemTrace> systems, HostLinks links, String hiddenToo) {
        List<String> hidden = views.constant();
        if (!hiddenToo.isEmpty() && !hidden.contains(hiddenToo)) {
            hidden.add(hiddenToo);
        }
        SystemLines lines = new SystemLines(views, links);
        Set<String> empty = Set.copyOf(hidden);
        return new SystemLinesView(
                systems.stream().map(system -> lines.line(system, empty)).toList(),
                String.join(" ", hidden),
                lines.words(systems.stream().map(SystemTrace::row).toList()));
    }

    private Line line(SystemTrace trace, Set<String> hidden) {
        SystemRow row = trace.row();
        StripView strip = strips.computeIfAbsent(trace.strip(), any -> StripView.of(any, night.oldestFirst()));
        String exemption = views.exemption(row);
        return new Line(
                row.status().slug(),
                row.status().displayName(),
                Words.visible(row.hostname()),
                HostPages.anchorOf(row.hostname()),
                links.linkTo(row.hostname()),
                marks(row, exemption),
                hidden.contains("no-flake") ? "" : shown(row.flake()),
                hidden.contains("no-environment") ? "" : shown(row.environment()),
                hidden.contains("no-owner") ? "" : shown(row.owner()),
                row.reason().code(),
                commits(row),
                behind(row),
                age(row.deployedAt()),
                hidden.contains("no-seen") ? "" : age(row.lastSeenAt()),
                strip.isSteady() ? null : strip,
                links.storyOf(row.hostname()),
                strip.since(),
                row.status() == Status.UP_TO_DATE || row.evaluationError() == null
                        ? null
                        : ErrorView.of(row.evaluationError(), LINES_OF_ERROR),
                row.status() == Status.UP_TO_DATE ? List.of() : details(trace, exemption));
    }

    private List<String> marks(SystemRow row, @Nullable String exemption) {
        List<String> marks = new ArrayList<>();
        if (row.silent()) {
            marks.add("silent");
        }
        String reboot = SystemViews.rebootMark(row, asOf);
        if (reboot != null) {
            marks.add(reboot);
        }
        if (row.pinnedCommit() != null) {
            marks.add("pinned");
        }
        if (exemption != null) {
            marks.add("exempt");
        }
        return marks;
    }

    /** The evaluated commit only if it is not the newest, the evidence only if it is not the store path. */
    private static String commits(SystemRow row) {
        String running = row.runningCommit();
        String newest = row.newestCommit();
        StringBuilder commits = new StringBuilder(64);
        if (running != null) {
            commits.append(Words.shortCommit(running));
            if (row.basis() == Basis.REVISION) {
                commits.append(" by revision");
            }
        }
        if (newest != null && !newest.equals(running)) {
            commits.append(running == null ? "newest " : " → ").append(Words.shortCommit(newest));
        }
        if (row.evaluatedCommit() != null && !row.evaluatedCommit().equals(newest)) {
            commits.append(commits.isEmpty() ? "" : ", ")
                    .append("evaluated ")
                    .append(Words.shortCommit(row.evaluatedCommit()));
        }
        if (row.basis() == Basis.NAME) {
            commits.append(" by name");
        }
        return commits.toString();
    }

    private String behind(SystemRow row) {
        if (row.commitsBehind() == null || row.commitsBehind() == 0) {
            return "";
        }
        String commits = Words.count(row.commitsBehind(), "commit", "commits");
        return row.behindSince() == null ? commits : commits + ", " + age(row.behindSince());
    }

    /** Details specific to this system. Advice is specific only if another host resembles it. */
    private List<Detail> details(SystemTrace trace, @Nullable String exemption) {
        SystemRow row = trace.row();
        List<Detail> details = new ArrayList<>(2);
        if (trace.lookalike() != null) {
            details.add(new Detail("what to do", Advice.on(row, trace.lookalike(), asOf), false));
        }
        if (row.status() == Status.UNKNOWN_STATE && row.storePath() != null) {
            details.add(new Detail("store path", Words.visible(row.storePath()), true));
        }
        if (row.pinnedCommit() != null) {
            details.add(new Detail("pinned to", Words.shortCommit(row.pinnedCommit()), true));
        }
        if (row.alias() != null) {
            details.add(new Detail("evaluated as", Words.visible(row.alias()), false));
        }
        if (exemption != null) {
            details.add(new Detail("exempt", exemption, false));
        }
        return details;
    }

    /** The reasons of these systems, in the order of the rules, and the meaning of not heard from. */
    private List<Word> words(List<SystemRow> rows) {
        Map<Reason, SystemRow> examples = rows.stream()
                .filter(row -> Band.of(row, asOf) != Band.NOT_HEARD_FROM)
                .collect(Collectors.toMap(SystemRow::reason, row -> row, (first, second) -> first));
        Set<Reason> given = rows.stream().map(SystemRow::reason).collect(Collectors.toUnmodifiableSet());
        List<Word> words = new ArrayList<>();
        for (ReasonMeaning reason : night.reasons()) {
            if (given.contains(reason.reason())) {
                SystemRow example = examples.get(reason.reason());
                words.add(new Word(
                        reason.reason().code(),
                        reason.meaning(),
                        example == null || example.status() == Status.UP_TO_DATE
                                ? ""
                                : Advice.inGeneral(Band.of(example, asOf), example)));
            }
        }
        rows.stream()
                .filter(row -> Band.of(row, asOf) == Band.NOT_HEARD_FROM)
                .findFirst()
                .ifPresent(row -> words.add(new Word(
                        "not heard from", Band.NOT_HEARD_FROM.meaning(), Advice.inGeneral(Band.NOT_HEARD_FROM, row))));
        return words;
    }

    private String age(@Nullable Instant time) {
        return time == null ? "" : Words.age(time, asOf);
    }

    private static String shown(@Nullable String text) {
        return Objects.requireNonNullElse(Words.visibleOrNull(text), "–");
    }
}
