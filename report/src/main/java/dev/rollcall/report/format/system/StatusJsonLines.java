// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.schema.domain.SystemRow;
import java.io.Writer;
import java.util.function.Predicate;

/** The statuses as JSON Lines, with the keys of a system in the report's JSON. */
public final class StatusJsonLines extends StatusWriter {

    private final Predicate<SystemRow> isExempt;

    /** Without a verdict no system is exempt. */
    public StatusJsonLines(Writer out) {
        this(out, system -> false);
    }

    public StatusJsonLines(Writer out, Predicate<SystemRow> isExempt) {
        super(out);
        this.isExempt = isExempt;
    }

    @Override
    public void accept(SystemRow system) {
        print(Json.line(json -> SystemJson.write(json, system, isExempt.test(system))) + "\n");
    }
}
