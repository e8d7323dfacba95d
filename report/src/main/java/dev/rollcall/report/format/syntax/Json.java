// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes JSON: snake_case keys, null for missing values, times in UTC to the second. */
public final class Json {

    /** Increased if readers of the old version could misread the new one; new keys don't count. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** An object with this content, indented by two, ending with a line feed. */
    public static String text(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = indented(text)) {
            object(json, content);
        }
        return text.append('\n').toString();
    }

    /**
     * Writes an object to a writer, indented by two, and closes it.
     *
     * @throws IOException what the writer threw, which Jackson wraps
     */
    public static void write(Writer out, Consumer<JsonGenerator> content) throws IOException {
        try (JsonGenerator json = indented(out)) {
            object(json, content);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static JsonGenerator indented(Writer out) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return FACTORY.createGenerator(
                new Printing(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter)),
                out);
    }

    /** An object with this content in one line, without a line feed. */
    public static String line(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            object(json, content);
        }
        return text.toString();
    }

    private static void object(JsonGenerator json, Consumer<JsonGenerator> content) {
        json.writeStartObject();
        content.accept(json);
        json.writeEndObject();
    }

    /** An array of objects, each with the content of an item. */
    public static <T> void array(JsonGenerator json, String key, Iterable<T> items, Consumer<T> content) {
        json.writeArrayPropertyStart(key);
        for (T item : items) {
            json.writeStartObject();
            content.accept(item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An object with the properties of a snapshot. */
    public static void snapshot(JsonGenerator json, String key, SnapshotSummary snapshot) {
        json.writeObjectPropertyStart(key);
        snapshot(json, snapshot);
        json.writeEndObject();
    }

    public static void snapshot(JsonGenerator json, SnapshotSummary snapshot) {
        json.writeNumberProperty("id", snapshot.id());
        json.writeStringProperty("as_of", time(snapshot.asOf()));
        string(json, "label", snapshot.label());
        json.writeStringProperty("matching", snapshot.matching().code());
        json.writeStringProperty("trigger", snapshot.trigger().code());
        json.writeBooleanProperty("reconstructed", snapshot.isReconstructed());
        counts(json, snapshot.counts());
        string(json, "gate", snapshot.gate() == null ? null : snapshot.gate().code());
        json.writeNumberProperty("rules_version", snapshot.rulesVersion());
    }

    /** How many need a reboot is null where no system says it. */
    public static void counts(JsonGenerator json, Counts counts) {
        json.writeNumberProperty("systems", counts.systems());
        for (Status status : Status.values()) {
            json.writeNumberProperty(key(status), counts.of(status));
        }
        json.writeNumberProperty("silent", counts.silent());
        json.writeNumberProperty("pinned", counts.pinned());
        number(json, "reboot_needed", counts.rebootCollected() == 0 ? null : counts.rebootNeeded());
        json.writeNumberProperty("reboot_collected", counts.rebootCollected());
    }

    public static void string(JsonGenerator json, String key, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(key);
        } else {
            json.writeStringProperty(key, value);
        }
    }

    public static void bool(JsonGenerator json, String key, @Nullable Boolean value) {
        if (value == null) {
            json.writeNullProperty(key);
        } else {
            json.writeBooleanProperty(key, value);
        }
    }

    public static void number(JsonGenerator json, String key, @Nullable Integer value) {
        if (value == null) {
            json.writeNullProperty(key);
        } else {
            json.writeNumberProperty(key, value);
        }
    }

    public static void time(JsonGenerator json, String key, @Nullable Instant value) {
        string(json, key, value == null ? null : time(value));
    }

    public static void strings(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    public static void status(JsonGenerator json, String key, @Nullable Status status) {
        string(json, key, status == null ? null : status.displayName());
    }

    public static String key(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    public static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The only way to give a generator a pretty printer. */
    private static final class Printing extends ObjectWriteContext.Base {

        private final DefaultPrettyPrinter printer;

        Printing(DefaultPrettyPrinter printer) {
            this.printer = printer;
        }

        @Override
        public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
