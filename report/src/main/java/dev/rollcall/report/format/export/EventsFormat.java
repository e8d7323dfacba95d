// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.model.Event;
import dev.rollcall.report.model.SnapshotReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;

/** The transitions since the baseline as JSON Lines, by the published schema {@code event-1.schema.json}. */
public final class EventsFormat implements SnapshotFormat {

    private static final int SCHEMA_VERSION = 1;

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        systems.forEachEvent(event -> {
            try {
                out.write(Json.line(json -> write(json, event)));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        out.flush();
    }

    /** The version is in each line, because a stream has no head. */
    private static void write(JsonGenerator json, Event event) {
        json.writeNumberProperty("schema_version", SCHEMA_VERSION);
        json.writeStringProperty("id", event.id());
        json.writeStringProperty("time", Json.time(event.time()));
        json.writeStringProperty("event", event.kind().code());
        json.writeStringProperty("hostname", event.hostname());
        Json.string(json, "flake", event.flake());
        Json.string(json, "environment", event.environment());
        Json.string(json, "owner", event.owner());
        Json.string(json, "from", event.from());
        Json.string(json, "to", event.to());
        Json.string(
                json, "reason", event.reason() == null ? null : event.reason().code());
        Json.bool(json, "deployed", event.isDeployed());
    }
}
