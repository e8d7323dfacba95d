// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.schema.domain.SystemRow;
import tools.jackson.core.JsonGenerator;

/** The properties of a system in JSON: the columns of the CSV and more. */
public final class SystemJson {

    private SystemJson() {}

    public static void write(JsonGenerator json, SystemRow system, boolean isExempt) {
        writeVerdict(json, system);
        json.writeBooleanProperty("exempt", isExempt);
    }

    public static void writeVerdict(JsonGenerator json, SystemRow system) {
        json.writeStringProperty("hostname", system.hostname());
        Json.string(json, "flake", system.flake());
        Json.status(json, "status", system.status());
        json.writeStringProperty("reason", system.reason().code());
        Json.string(
                json, "basis", system.basis() == null ? null : system.basis().code());
        Json.string(json, "running_commit", system.runningCommit());
        Json.string(json, "evaluated_commit", system.evaluatedCommit());
        Json.string(json, "newest_commit", system.newestCommit());
        Json.number(json, "commits_behind", system.commitsBehind());
        Json.time(json, "behind_since", system.behindSince());
        Json.time(json, "deployed_at", system.deployedAt());
        Json.time(json, "last_seen_at", system.lastSeenAt());
        json.writeBooleanProperty("silent", system.silent());
        Json.string(json, "store_path", system.storePath());
        Json.string(json, "environment", system.environment());
        Json.string(json, "pinned_commit", system.pinnedCommit());
        Json.string(json, "alias", system.alias());
        Json.string(json, "owner", system.owner());
        Json.string(json, "evaluation_error", system.evaluationError());
        Json.bool(json, "reboot_needed", system.reboot().needed());
        Json.time(json, "reboot_needed_since", system.reboot().neededSince());
        Json.time(json, "booted_at", system.reboot().bootedAt());
    }
}
