// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.rollout;

import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.time.YearMonth;
import java.util.List;

/** How long commits took to the systems that they change, by month, as a table, as JSON or as CSV. */
public final class ArrivalFormat {

    private ArrivalFormat() {}

    public static String table(List<ArrivalTime> times, TableWidth width) {
        if (times.isEmpty()) {
            return "No commit has arrived on a system between two snapshots yet.\n";
        }
        TextTable table = new TextTable(width, "", "OF", "NAME", "MONTH", "MEDIAN", "95 % WITHIN", "ARRIVED");
        times.forEach(time -> table.add(
                time.kind(),
                TextTable.text(time.name()),
                YearMonth.from(time.month()).toString(),
                RolloutText.length(time.median()),
                RolloutText.length(time.p95()),
                Words.count(Math.toIntExact(time.pairs()))));
        return "From commit to system, by month of arrival: pairs of a commit and a system that it changes\n\n"
                + table.text();
    }

    public static String json(List<ArrivalTime> times) {
        return Json.text(json -> {
            Json.array(json, "arrivals", times, time -> {
                json.writeStringProperty("kind", time.kind());
                Json.string(json, "name", time.name());
                json.writeStringProperty("month", YearMonth.from(time.month()).toString());
                json.writeNumberProperty("median_seconds", time.median().toSeconds());
                json.writeNumberProperty("p95_seconds", time.p95().toSeconds());
                json.writeNumberProperty("arrived", time.pairs());
            });
        });
    }

    public static String csv(List<ArrivalTime> times) {
        return Csv.text(csv -> {
            csv.writeRecord("kind", "name", "month", "median_seconds", "p95_seconds", "arrived");
            times.forEach(time -> csv.writeRecord(Csv.cells(
                    time.kind(),
                    time.name(),
                    YearMonth.from(time.month()).toString(),
                    Long.toString(time.median().toSeconds()),
                    Long.toString(time.p95().toSeconds()),
                    Long.toString(time.pairs()))));
        });
    }
}
