// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.rollout;

import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.Rollout.Point;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The way of commits to systems as a table, as JSON or as CSV. */
public final class RolloutFormat {

    private RolloutFormat() {}

    /** The commits of a flake, newest first. */
    public static String table(String flake, Instant asOf, List<Rollout> rollouts, TableWidth width) {
        TextTable table = new TextTable(
                width, "", "COMMIT", "COMMITTED (UTC)", "FIRST", "50 %", "95 %", "100 %", "RUNS ON", "SUBJECT");
        for (Rollout rollout : rollouts) {
            List<String> cells = new ArrayList<>(List.of(
                    Words.shortCommit(rollout.commit()),
                    Words.minute(rollout.committedAt()),
                    RolloutText.after(rollout, rollout.first())));
            RolloutText.SHARES.forEach(share -> cells.add(RolloutText.after(rollout, rollout.reaching(share))));
            cells.add(RolloutText.runsOn(rollout));
            cells.add(Words.shortened(TextTable.text(rollout.subject()), TableWidth.MAX_CELL_WIDTH));
            table.add(cells.toArray(String[]::new));
        }
        return "The flake " + Words.visible(flake) + " up to the snapshot as of " + Words.minute(asOf)
                + " UTC: time from commit until systems ran it or a later commit\n\n" + table.text();
    }

    /** One commit: how far it came, on which nights that changed, and the systems that are missing. */
    public static String table(Rollout rollout, List<MissingSystem> missing, TableWidth width) {
        StringBuilder text = new StringBuilder(Words.shortCommit(rollout.commit()) + " of the flake "
                + Words.visible(rollout.flake())
                + (rollout.subject() == null ? "" : ": " + Words.visible(rollout.subject()))
                + (rollout.author() == null ? "" : " (" + Words.visible(rollout.author()) + ")")
                + "\nOn the branch since " + Words.minute(rollout.committedAt()) + " UTC"
                + (rollout.withdrawnAt() == null ? "" : ", until " + Words.minute(rollout.withdrawnAt()) + " UTC")
                + ". ");
        text.append(rollout.last()
                .map(night -> Words.minute(night.asOf()) + " UTC: " + RolloutText.runsOn(rollout) + " systems ("
                        + Words.share(night.reached(), night.systems()) + ") run it or a later commit.\n\n")
                .orElse("No snapshot has been made since.\n\n"));
        TextTable times = new TextTable(width, "", "REACHED", "AFTER", "ON (UTC)");
        addTime(times, "first", rollout, rollout.first());
        RolloutText.SHARES.forEach(share -> addTime(times, share + " %", rollout, rollout.reaching(share)));
        text.append(times.text()).append('\n');
        TextTable nights = new TextTable(width, "", "NIGHT (UTC)", "RUNS ON", "SHARE");
        rollout.changes()
                .forEach(night -> nights.add(
                        Words.minute(night.asOf()),
                        RolloutText.runsOn(night),
                        Words.share(night.reached(), night.systems())));
        text.append(nights.text());
        if (!missing.isEmpty()) {
            TextTable systems = new TextTable(width, "", "MISSING", "ENVIRONMENT", "OWNER", "STATUS", "REASON", "RUNS");
            missing.forEach(system -> systems.add(
                    Words.visible(system.hostname()),
                    TextTable.text(system.environment()),
                    TextTable.text(system.owner()),
                    system.status().symbol() + " " + system.status().displayName(),
                    system.reason().code(),
                    TextTable.commit(system.commit())));
            text.append('\n').append(systems.text());
        }
        return text.toString();
    }

    public static String json(String flake, Instant asOf, List<Rollout> rollouts) {
        return Json.text(json -> {
            json.writeStringProperty("flake", flake);
            json.writeStringProperty("as_of", Json.time(asOf));
            Json.array(json, "commits", rollouts, rollout -> commit(json, rollout));
        });
    }

    public static String json(Rollout rollout, Instant asOf, List<MissingSystem> missing) {
        return Json.text(json -> {
            json.writeStringProperty("flake", rollout.flake());
            json.writeStringProperty("as_of", Json.time(asOf));
            commit(json, rollout);
            Json.array(json, "nights", rollout.nights(), night -> {
                json.writeStringProperty("as_of", Json.time(night.asOf()));
                json.writeNumberProperty("reached", night.reached());
                json.writeNumberProperty("systems", night.systems());
            });
            Json.array(json, "missing", missing, system -> {
                json.writeStringProperty("hostname", system.hostname());
                Json.string(json, "environment", system.environment());
                Json.string(json, "owner", system.owner());
                Json.status(json, "status", system.status());
                json.writeStringProperty("reason", system.reason().code());
                Json.string(json, "commit", system.commit());
                Json.time(json, "deployed_at", system.deployedAt());
            });
        });
    }

    /** A record per commit. */
    public static String csv(List<Rollout> rollouts) {
        return Csv.text(csv -> {
            csv.writeRecord(
                    "flake",
                    "commit",
                    "committed_at",
                    "withdrawn_at",
                    "reached",
                    "systems",
                    "first_at",
                    "reached_50_at",
                    "reached_95_at",
                    "reached_100_at",
                    "seconds_to_50",
                    "seconds_to_95",
                    "seconds_to_100",
                    "subject",
                    "author");
            rollouts.forEach(rollout -> csv.writeRecord(cells(rollout)));
        });
    }

    /** A record per night of one commit. */
    public static String csv(Rollout rollout) {
        return Csv.text(csv -> {
            csv.writeRecord("flake", "commit", "as_of", "reached", "systems");
            rollout.nights()
                    .forEach(night -> csv.writeRecord(
                            Csv.disarmed(rollout.flake()),
                            rollout.commit(),
                            Csv.time(night.asOf()),
                            Integer.toString(night.reached()),
                            Integer.toString(night.systems())));
        });
    }

    private static List<String> cells(Rollout rollout) {
        List<@Nullable String> cells = new ArrayList<>(List.of(
                rollout.flake(),
                rollout.commit(),
                Csv.time(rollout.committedAt()),
                Csv.time(rollout.withdrawnAt()),
                rollout.last().map(night -> Integer.toString(night.reached())).orElse(""),
                rollout.last().map(night -> Integer.toString(night.systems())).orElse(""),
                Csv.time(at(rollout.first()))));
        RolloutText.SHARES.forEach(share -> cells.add(Csv.time(at(rollout.reaching(share)))));
        RolloutText.SHARES.forEach(share -> cells.add(rollout.after(rollout.reaching(share))
                .map(taken -> Long.toString(taken.toSeconds()))
                .orElse("")));
        cells.add(rollout.subject());
        cells.add(rollout.author());
        return Csv.cells(cells.toArray(String[]::new));
    }

    private static void commit(JsonGenerator json, Rollout rollout) {
        json.writeStringProperty("commit", rollout.commit());
        json.writeStringProperty("committed_at", Json.time(rollout.committedAt()));
        Json.time(json, "withdrawn_at", rollout.withdrawnAt());
        Json.string(json, "subject", rollout.subject());
        Json.string(json, "author", rollout.author());
        Json.number(json, "reached", rollout.last().map(Point::reached).orElse(null));
        Json.number(json, "systems", rollout.last().map(Point::systems).orElse(null));
        Json.time(json, "first_at", at(rollout.first()));
        for (int share : RolloutText.SHARES) {
            Optional<Point> night = rollout.reaching(share);
            Json.time(json, "reached_" + share + "_at", at(night));
            Json.number(
                    json,
                    "seconds_to_" + share,
                    rollout.after(night)
                            .map(Duration::toSeconds)
                            .map(Math::toIntExact)
                            .orElse(null));
        }
    }

    private static void addTime(TextTable table, String what, Rollout rollout, Optional<Point> night) {
        table.add(
                what,
                RolloutText.after(rollout, night),
                night.map(found -> Words.minute(found.asOf())).orElse(TextTable.NONE));
    }

    private static @Nullable Instant at(Optional<Point> night) {
        return night.map(Point::asOf).orElse(null);
    }
}
