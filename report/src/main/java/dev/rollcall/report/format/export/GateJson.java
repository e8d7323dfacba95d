// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A gate's verdict as a JSON object, or null. */
final class GateJson {

    private GateJson() {}

    static void write(JsonGenerator json, String key, @Nullable GateVerdict verdict) {
        if (verdict == null) {
            json.writeNullProperty(key);
            return;
        }
        json.writeObjectPropertyStart(key);
        json.writeStringProperty("outcome", verdict.outcome().code());
        Json.string(json, "reason", verdict.reason());
        Json.array(json, "rules", verdict.rules(), rule -> rule(json, rule));
        Json.array(json, "exemptions", verdict.exemptions(), exemption -> exemption(json, exemption));
        json.writeEndObject();
    }

    private static void rule(JsonGenerator json, GateRule rule) {
        json.writeStringProperty("rule", rule.rule());
        json.writeStringProperty("scope", rule.scope());
        json.writeStringProperty("threshold", rule.threshold());
        json.writeStringProperty("measured", rule.measured());
        json.writeStringProperty("outcome", rule.outcome().code());
        json.writeNumberProperty("broken_systems", rule.brokenBy().total());
        Json.strings(json, "broken_by", rule.brokenBy().shown());
    }

    private static void exemption(JsonGenerator json, GateExemption exemption) {
        json.writeStringProperty("hosts", exemption.hosts().text());
        Json.string(json, "advisory", exemption.advisory());
        json.writeStringProperty("reason", exemption.reason());
        json.writeStringProperty("owner", exemption.owner());
        json.writeStringProperty("expires", exemption.expires().toString());
        json.writeBooleanProperty("expired", exemption.isExpired());
        json.writeNumberProperty("systems", exemption.systems().total());
        Json.strings(json, "hostnames", exemption.systems().shown());
    }
}
