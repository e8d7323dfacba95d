// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.history;

import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.StatusPeriod;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The story of one system as a table, as JSON or as CSV, oldest change first. */
public final class StoryFormat {

    private StoryFormat() {}

    public static String table(SystemStory story, TableWidth width) {
        TextTable table = new TextTable(
                width, "", "SINCE (UTC)", "FROM", "TO", "REASON", "COMMIT", "FLAKE", "DURATION", "SNAPSHOT");
        for (StatusPeriod period : story.periods()) {
            String length = Words.age(story.length(period));
            table.add(
                    Words.minute(period.since()),
                    status(period.transition().from(), TextTable.NONE),
                    status(period.transition().to(), "left the inventory"),
                    period.reason() == null ? TextTable.NONE : period.reason().code(),
                    commit(period),
                    TextTable.text(period.flake()),
                    period.until() == null ? length + " so far" : length,
                    period.snapshotId() + (period.trigger().isReconstruction() ? " (reconstructed)" : ""));
        }
        return Words.shortened(Words.visible(story.hostname()), TableWidth.MAX_CELL_WIDTH)
                + ", up to the snapshot as of " + Words.minute(story.newest()) + " UTC\n\n" + table.text();
    }

    public static String json(SystemStory story) {
        return Json.text(json -> {
            json.writeStringProperty("hostname", story.hostname());
            json.writeStringProperty("newest", Json.time(story.newest()));
            Json.array(json, "changes", story.periods(), period -> {
                json.writeNumberProperty("snapshot", period.snapshotId());
                json.writeStringProperty("since", Json.time(period.since()));
                Json.time(json, "until", period.until());
                json.writeNumberProperty("seconds", story.length(period).toSeconds());
                json.writeStringProperty("trigger", period.trigger().code());
                Json.status(json, "from", period.transition().from());
                Json.status(json, "to", period.transition().to());
                Json.string(json, "reason", reason(period));
                Json.string(json, "flake", period.flake());
                Json.string(json, "running_commit", period.runningCommit());
                Json.string(json, "went_back_from", period.wentBackFrom());
            });
        });
    }

    /** An empty status means not in the inventory. */
    public static String csv(SystemStory story) {
        return Csv.text(csv -> {
            csv.writeRecord(
                    "hostname",
                    "since",
                    "until",
                    "seconds",
                    "from",
                    "to",
                    "reason",
                    "flake",
                    "running_commit",
                    "snapshot",
                    "trigger",
                    "went_back_from");
            story.periods().forEach(period -> csv.writeRecord(cells(story, period)));
        });
    }

    private static List<String> cells(SystemStory story, StatusPeriod period) {
        return Csv.cells(
                story.hostname(),
                Csv.time(period.since()),
                Csv.time(period.until()),
                Long.toString(story.length(period).toSeconds()),
                status(period.transition().from()),
                status(period.transition().to()),
                reason(period),
                period.flake(),
                period.runningCommit(),
                Long.toString(period.snapshotId()),
                period.trigger().code(),
                period.wentBackFrom());
    }

    private static String commit(StatusPeriod period) {
        return TextTable.commit(period.runningCommit())
                + (period.wentBackFrom() == null ? "" : ", back from " + TextTable.commit(period.wentBackFrom()));
    }

    private static @Nullable String reason(StatusPeriod period) {
        return period.reason() == null ? null : period.reason().code();
    }

    private static String status(@Nullable Status status) {
        return status == null ? "" : status.displayName();
    }

    private static String status(@Nullable Status status, String absent) {
        return status == null ? absent : status.symbol() + " " + status.displayName();
    }
}
