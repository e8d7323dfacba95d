// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.diff.DiffFormat;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.system.SystemJson;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.model.SnapshotReport.FindingCount;
import dev.rollcall.schema.domain.Counts;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The whole report as one JSON document with the published schema {@code report-1.schema.json}. */
public final class JsonFormat implements SnapshotFormat {

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        Json.write(unclosed(out), json -> {
            json.writeNumberProperty("schema_version", Json.SCHEMA_VERSION);
            Json.snapshot(json, "snapshot", report.snapshot());
            json.writeBooleanProperty("stale_inventory", report.isStale());
            json.writeNumberProperty(
                    "exempt", report.gate() == null ? 0 : report.gate().exemptSystems());
            GateJson.write(json, "gate", report.gate());
            changes(json, report.changes());
            Json.array(json, "flakes", report.flakes(), flake -> flake(json, flake));
            Json.array(json, "reasons", report.reasons(), reason -> reason(json, reason));
            Json.array(json, "findings", report.findings(), finding -> finding(json, finding));
            Json.array(json, "evaluation_errors", report.errors().shown(), error -> error(json, error));
            json.writeArrayPropertyStart("systems");
            systems.forEach(system -> {
                json.writeStartObject();
                SystemJson.write(json, system, report.isExempt(system));
                json.writeEndObject();
            });
            json.writeEndArray();
        });
        out.write('\n');
        out.flush();
    }

    /** The changed systems are only in {@code rollcall diff --format json}. */
    private static void changes(JsonGenerator json, @Nullable SnapshotDiff changes) {
        if (changes == null) {
            json.writeNullProperty("changes");
            return;
        }
        json.writeObjectPropertyStart("changes");
        Json.snapshot(json, "baseline", changes.baseline());
        DiffFormat.statuses(json, changes);
        DiffFormat.moves(json, changes);
        json.writeEndObject();
    }

    private static void flake(JsonGenerator json, FlakeTotals flake) {
        Json.string(json, "flake", flake.flake());
        Json.string(json, "newest_commit", flake.newestCommit());
        counts(json, "now", flake.counts());
        counts(json, "before", flake.before());
    }

    private static void counts(JsonGenerator json, String key, Counts counts) {
        json.writeObjectPropertyStart(key);
        Json.counts(json, counts);
        json.writeEndObject();
    }

    private static void reason(JsonGenerator json, ReasonCount reason) {
        Json.status(json, "status", reason.status());
        json.writeStringProperty("reason", reason.reason().code());
        json.writeNumberProperty("systems", reason.systems());
        Json.time(json, "behind_since", reason.behindSince());
    }

    private static void finding(JsonGenerator json, FindingCount finding) {
        json.writeStringProperty("finding", finding.finding().code());
        json.writeNumberProperty("count", finding.count());
    }

    private static void error(JsonGenerator json, ErrorCount error) {
        json.writeStringProperty("reason", error.reason().code());
        json.writeStringProperty("error", error.error());
        json.writeNumberProperty("systems", error.systems());
    }

    /** The generator would close the writer, which belongs to the caller. */
    private static Writer unclosed(Writer out) {
        return new FilterWriter(out) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
