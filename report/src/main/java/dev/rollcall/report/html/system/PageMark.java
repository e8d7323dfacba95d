// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.link.Slugs;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.SystemRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata in the head of a system's page: the time it was written for, the folder of that night's report, and a hash
 * of its facts.
 */
public record PageMark(Instant asOf, String folder, String facts) {

    private static final Pattern MARK = Pattern.compile("<meta name=\"rollcall\" content=\"(\\S+) (\\S+) (\\S+)\">");

    /**
     * The mark of a page. Excludes when a system was last seen and the details of findings, which differ every night.
     *
     * @param commits the commits that it lacks, their links, and the packages that it runs and lacks
     * @param historyBegins the first night, because nights that are backfilled later change every story
     */
    public static PageMark of(
            SnapshotSummary snapshot,
            SystemRow row,
            List<Finding> findings,
            @Nullable String exemption,
            String commits,
            Instant historyBegins) {
        List<@Nullable Object> facts = new ArrayList<>();
        facts.addAll(Arrays.asList(
                row.hostname(),
                row.status(),
                row.reason(),
                row.silent(),
                row.flake(),
                row.environment(),
                row.owner(),
                row.alias(),
                row.basis(),
                row.storePath(),
                row.runningCommit(),
                row.evaluatedCommit(),
                row.newestCommit(),
                row.commitsBehind(),
                row.behindSince(),
                row.pinnedCommit(),
                row.evaluationError(),
                row.deployedAt(),
                row.reboot(),
                Advice.on(row, null, snapshot.asOf()),
                exemption,
                commits,
                historyBegins));
        findings.forEach(finding -> facts.add(finding.kind() + " " + finding.subject()));
        return new PageMark(snapshot.asOf(), Folders.of(snapshot), Slugs.hash(facts.toString()));
    }

    /** The mark of the page of a system that has left the inventory. */
    static PageMark ofLeft(SnapshotSummary snapshot, SystemRow last, Instant historyBegins) {
        return new PageMark(
                snapshot.asOf(),
                Folders.of(snapshot),
                Slugs.hash("left " + last.hostname() + " " + snapshot.asOf() + " " + historyBegins));
    }

    /** The mark in the text of a page, if any. */
    public static Optional<PageMark> in(String page) {
        Matcher matcher = MARK.matcher(page);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PageMark(Instant.parse(matcher.group(1)), matcher.group(2), matcher.group(3)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a page with this mark is still current: it is of a later night, or has the same facts. */
    public boolean isCurrentFor(PageMark other) {
        return asOf.isAfter(other.asOf) || facts.equals(other.facts);
    }

    /** As written in the page. */
    @Override
    public String toString() {
        return asOf + " " + folder + " " + facts;
    }
}
