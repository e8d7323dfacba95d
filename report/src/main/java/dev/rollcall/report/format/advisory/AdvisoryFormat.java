// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.AdvisoryHolder;
import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The advisories of systems, and the systems with one, as a table, as JSON or as CSV.
 *
 * @param inUse what the systems have that were looked at
 */
public record AdvisoryFormat(SnapshotSummary snapshot, AdvisoriesInUse inUse) {

    /** For people: a line per advisory, and how many systems have any. */
    public String table(TableWidth width) {
        StringBuilder text = new StringBuilder();
        if (!inUse.advisories().isEmpty()) {
            TextTable table = new TextTable(width, "", "ADVISORY", "SCORE", "SYSTEMS", "CLEARED", "PACKAGE");
            for (Use use : inUse.advisories()) {
                table.add(
                        TextTable.text(use.found().id()),
                        score(use.found()),
                        Words.count(use.systems().total()),
                        Words.count(use.cleared()),
                        String.join("; ", AdvisoryText.packages(use.found())));
            }
            text.append(table.text()).append('\n');
        }
        return text.append(AdvisoryText.headline(inUse)).append(end()).toString();
    }

    /** For people: a line per system, and how many there are. */
    public String table(String id, List<AdvisoryHolder> holders, TableWidth width) {
        StringBuilder text = new StringBuilder();
        if (!holders.isEmpty()) {
            TextTable table =
                    new TextTable(width, "", "HOST", "PACKAGE", "DEPLOYING", "STATUS", "FLAKE", "ENVIRONMENT", "OWNER");
            for (AdvisoryHolder holder : holders) {
                SystemRow system = holder.system();
                table.add(
                        TextTable.text(system.hostname()),
                        String.join("; ", AdvisoryText.packages(holder.found())),
                        deploying(holder),
                        system.status().displayName(),
                        TextTable.text(system.flake()),
                        TextTable.text(system.environment()),
                        TextTable.text(system.owner()));
            }
            text.append(table.text()).append('\n');
        }
        return text.append(inUse.scanned() == 0 ? AdvisoryText.headline(inUse) : count(id, holders.size()))
                .append(end())
                .toString();
    }

    private String count(String id, int holders) {
        return (holders == 0 ? "None" : Words.count(holders)) + " of "
                + Words.count(inUse.scanned(), "scanned system", "scanned systems")
                + (holders <= 1 ? " has " : " have ") + Words.visible(id);
    }

    private static String deploying(AdvisoryHolder holder) {
        return holder.clears() == null ? TextTable.NONE : holder.clears() ? "clears it" : "keeps it";
    }

    private static String score(AdvisoryInPackages found) {
        return found.score() == null ? TextTable.NONE : found.score().toPlainString();
    }

    /** When, whose word it is, and of how many systems it is not known. */
    private String end() {
        String scanners = AdvisoryText.scanners(inUse);
        return " as of " + Words.minute(snapshot.asOf()) + " UTC"
                + (scanners.isEmpty() ? "" : ", according to " + scanners) + "."
                + (inUse.notScanned() == 0 ? "" : " Not scanned: " + Words.systems(inUse.notScanned()) + ".")
                + "\n";
    }

    public String json() {
        return Json.text(json -> {
            begin(json);
            json.writeNumberProperty("affected", inUse.affected());
            Json.array(json, "advisories", inUse.advisories(), use -> {
                json.writeStringProperty("id", use.found().id());
                score(json, use.found().score());
                packages(json, use.found());
                json.writeNumberProperty("systems", use.systems().total());
                json.writeNumberProperty("cleared", use.cleared());
            });
        });
    }

    public String json(String id, List<AdvisoryHolder> holders) {
        return Json.text(json -> {
            json.writeStringProperty("advisory", id);
            begin(json);
            Json.array(json, "systems", holders, holder -> {
                SystemRow system = holder.system();
                json.writeStringProperty("hostname", system.hostname());
                score(json, holder.found().score());
                packages(json, holder.found());
                Json.bool(json, "deploying_clears", holder.clears());
                Json.status(json, "status", system.status());
                Json.string(json, "flake", system.flake());
                Json.string(json, "environment", system.environment());
                Json.string(json, "owner", system.owner());
                Json.string(json, "store_path", system.storePath());
            });
        });
    }

    private void begin(JsonGenerator json) {
        Json.snapshot(json, "snapshot", snapshot);
        Json.array(json, "scanners", inUse.scanners(), scanner -> {
            json.writeStringProperty("name", scanner.newest().name());
            Json.string(json, "version", scanner.newest().version());
            Json.time(json, "database_at", scanner.newest().databaseAt());
            Json.time(json, "oldest_database_at", scanner.oldestDatabase());
            Json.time(json, "scanned_at", scanner.newestScan());
            Json.time(json, "oldest_scanned_at", scanner.oldestScan());
        });
        json.writeNumberProperty("scanned", inUse.scanned());
        json.writeNumberProperty("not_scanned", inUse.notScanned());
    }

    private static void score(JsonGenerator json, @Nullable BigDecimal score) {
        if (score == null) {
            json.writeNullProperty("score");
        } else {
            json.writeNumberProperty("score", score);
        }
    }

    private static void packages(JsonGenerator json, AdvisoryInPackages found) {
        Json.array(json, "packages", found.packages(), affected -> {
            json.writeStringProperty("name", affected.name());
            json.writeStringProperty("version", affected.version());
        });
    }

    /** A line per advisory. */
    public String csv() {
        return Csv.text(csv -> {
            csv.writeRecord("advisory", "score", "packages", "systems", "cleared");
            for (Use use : inUse.advisories()) {
                csv.writeRecord(AdvisoriesCsv.cells(use));
            }
        });
    }

    /** A line per version of a package of a system. */
    public String csv(List<AdvisoryHolder> holders) {
        return Csv.text(csv -> {
            csv.writeRecord(
                    "advisory",
                    "score",
                    "package",
                    "version",
                    "hostname",
                    "status",
                    "deploying_clears",
                    "flake",
                    "environment",
                    "owner",
                    "store_path");
            for (AdvisoryHolder holder : holders) {
                SystemRow system = holder.system();
                for (PackageVersion affected : holder.found().packages()) {
                    csv.writeRecord(Csv.cells(
                            holder.found().id(),
                            AdvisoriesCsv.score(holder.found()),
                            affected.name(),
                            affected.version(),
                            system.hostname(),
                            system.status().displayName(),
                            holder.clears() == null ? null : holder.clears().toString(),
                            system.flake(),
                            system.environment(),
                            system.owner(),
                            system.storePath()));
                }
            }
        });
    }
}
