// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.closure;

import dev.rollcall.report.closure.PackageHolders;
import dev.rollcall.report.closure.PackageHolders.Holder;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;

/** Who runs a package, as a table, as JSON or as CSV. */
public final class PackagesFormat {

    private PackagesFormat() {}

    /** For people: a line per system, and how many there are. */
    public static String table(PackageHolders found, TableWidth width) {
        StringBuilder text = new StringBuilder();
        if (!found.holders().isEmpty()) {
            TextTable table = new TextTable(width, "", "HOST", "VERSION", "STATUS", "FLAKE", "ENVIRONMENT", "OWNER");
            for (Holder holder : found.holders()) {
                SystemRow system = holder.system();
                table.add(
                        TextTable.text(system.hostname()),
                        TextTable.text(String.join(", ", holder.versions())),
                        system.status().displayName(),
                        TextTable.text(system.flake()),
                        TextTable.text(system.environment()),
                        TextTable.text(system.owner()));
            }
            text.append(table.text()).append('\n');
        }
        return text.append(summary(found)).append('\n').toString();
    }

    private static String summary(PackageHolders found) {
        int holders = found.holders().size();
        int collected = found.systems() - found.notCollected();
        return (holders == 0 ? "None" : Words.count(holders)) + " of " + Words.systems(collected)
                + (holders == 1 || holders == 0 ? " runs " : " run ") + Words.visible(found.name())
                + (found.below() == null ? "" : " below " + Words.visible(found.below())) + " as of "
                + Words.minute(found.snapshot().asOf()) + " UTC."
                + (found.notCollected() == 0
                        ? ""
                        : " Not collected: the packages of " + Words.systems(found.notCollected()) + ".");
    }

    public static String json(PackageHolders found) {
        return Json.text(json -> {
            json.writeStringProperty("package", found.name());
            Json.string(json, "below", found.below());
            Json.snapshot(json, "snapshot", found.snapshot());
            json.writeNumberProperty("systems_looked_at", found.systems());
            json.writeNumberProperty("not_collected", found.notCollected());
            Json.array(json, "systems", found.holders(), holder -> {
                SystemRow system = holder.system();
                json.writeStringProperty("hostname", system.hostname());
                Json.strings(json, "versions", holder.versions());
                Json.status(json, "status", system.status());
                Json.string(json, "flake", system.flake());
                Json.string(json, "environment", system.environment());
                Json.string(json, "owner", system.owner());
                Json.string(json, "store_path", system.storePath());
            });
        });
    }

    /** A line per version of a system. */
    public static String csv(PackageHolders found) {
        return Csv.text(csv -> {
            csv.writeRecord("package", "version", "hostname", "status", "flake", "environment", "owner", "store_path");
            for (Holder holder : found.holders()) {
                SystemRow system = holder.system();
                for (String version : holder.versions()) {
                    csv.writeRecord(Csv.cells(
                            found.name(),
                            version,
                            system.hostname(),
                            system.status().displayName(),
                            system.flake(),
                            system.environment(),
                            system.owner(),
                            system.storePath()));
                }
            }
        });
    }
}
