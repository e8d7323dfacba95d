// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Part of a fleet in a compact form for the search script: each system is its name and the number of its other facts,
 * which many systems share.
 */
public final class IndexText {

    private IndexText() {}

    /** The part as a JSON object. */
    public static String of(int part, List<SystemRow> rows) {
        Map<List<String>, Integer> facts = new LinkedHashMap<>();
        int[] factsOf = rows.stream()
                .mapToInt(row -> facts.computeIfAbsent(facts(row), any -> facts.size()))
                .toArray();
        return Json.line(json -> {
            json.writeNumberProperty("part", part);
            json.writeArrayPropertyStart("facts");
            for (List<String> fact : facts.keySet()) {
                json.writeStartArray();
                fact.forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("systems");
            for (int i = 0; i < factsOf.length; i++) {
                json.writeString(Words.visible(rows.get(i).hostname()));
                json.writeNumber(factsOf[i]);
            }
            json.writeEndArray();
        });
    }

    /** In the order in which the script shows them: status, reason, flake, environment and owner. */
    private static List<String> facts(SystemRow row) {
        return Arrays.asList(
                row.status().slug(),
                row.reason().code(),
                text(row.flake()),
                text(row.environment()),
                text(row.owner()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : Words.visible(value);
    }
}
