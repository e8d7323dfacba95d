// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** The statuses as one JSON array, whose objects have the keys of a system in the report's JSON. */
public final class StatusJson implements StatusWriter {

    private final Writer out;
    private boolean hasBegun;

    public StatusJson(Writer out) {
        this.out = out;
    }

    @Override
    public void accept(SystemRow system) {
        write((hasBegun ? ",\n  " : "[\n  ") + Json.line(json -> SystemJson.write(json, system, false)));
        hasBegun = true;
    }

    @Override
    public void close() {
        write(hasBegun ? "\n]\n" : "[]\n");
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
