// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.schema.domain.SystemRow;
import java.io.Writer;

/** The statuses as one JSON array, whose objects have the keys of a system in the report's JSON. */
public final class StatusJson extends StatusWriter {

    private boolean hasBegun;

    public StatusJson(Writer out) {
        super(out);
    }

    @Override
    public void accept(SystemRow system) {
        print((hasBegun ? ",\n  " : "[\n  ") + Json.line(json -> SystemJson.write(json, system, false)));
        hasBegun = true;
    }

    @Override
    public void close() {
        print(hasBegun ? "\n]\n" : "[]\n");
        super.close();
    }
}
