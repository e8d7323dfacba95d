// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.text.Words;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object of an inventory file, with checked access to its keys. */
public final class JsonLine {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** The lengths of SHA-1 and SHA-256. */
    private static final Set<Integer> HASH_LENGTHS = Set.of(40, 64);

    private static final int MAX_QUOTE_LENGTH = 60;
    private static final int LATEST_YEAR = 9999;

    /** In seconds; PostgreSQL rejects larger ones. */
    private static final int OFFSET_LIMIT = 16 * 3600;

    /** PostgreSQL can't index much more. */
    private static final int MAX_TEXT_LENGTH = 800;

    /** The last time that a thread parsed, because thousands of consecutive lines have the same one. */
    private static final ThreadLocal<ReadTime> LAST_TIME =
            ThreadLocal.withInitial(() -> new ReadTime("1970-01-01T00:00Z", "1970-01-01T00:00Z"));

    private final JsonNode node;

    private record ReadTime(String text, String time) {}

    private JsonLine(JsonNode node) {
        this.node = node;
    }

    public static JsonLine parse(byte[] bytes, int offset, int length) throws BadLineException {
        JsonNode node;
        try {
            node = READER.readValue(bytes, offset, length);
        } catch (JacksonException e) {
            throw new BadLineException(ErrorName.LINE_NOT_JSON, wordsOf(e.getOriginalMessage()));
        }
        if (node == null || !node.isObject()) {
            throw new BadLineException(ErrorName.LINE_NOT_JSON, "is not a JSON object but " + kindOf(node));
        }
        return new JsonLine(node);
    }

    /** Without the library's own names. */
    private static String wordsOf(String message) {
        return message.contains("FAIL_ON_TRAILING_TOKENS")
                ? "has more than one JSON object; write one per line"
                : "is not a JSON object: "
                        + message.lines()
                                .findFirst()
                                .orElse("")
                                .replaceFirst(" \\([^(]*\\[Source: .*", "")
                                .replaceAll("(: enable|, from) `[^`]*`( to allow)?", "");
    }

    String required(String key) throws BadLineException {
        return required(key, null);
    }

    /** With a default for lines without the key. */
    String required(String key, @Nullable String defaultValue) throws BadLineException {
        String value = optional(key);
        value = value == null ? defaultValue : value;
        if (value == null || value.isBlank()) {
            throw new BadLineException(ErrorName.LINE_LACKS_KEY, "has no '" + key + "'");
        }
        return value;
    }

    @Nullable String optional(String key) throws BadLineException {
        return text(key, node.get(key));
    }

    /** A text of which an empty one means none; null then. */
    @Nullable String optionalWord(String key) throws BadLineException {
        String value = optional(key);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The first of two spellings that is there. */
    @Nullable String optional(String key, String otherKey) throws BadLineException {
        String value = optional(key);
        return value == null ? optional(otherKey) : value;
    }

    /** A text that may be long and is not a key, cut at a maximum length. */
    @Nullable String cut(String key, int longest) throws BadLineException {
        JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            return text(key, value);
        }
        String text = value.stringValue();
        requireStorable(key, text);
        return Words.cut(text, longest, "");
    }

    boolean flag(String key, boolean defaultValue) throws BadLineException {
        Boolean value = optionalFlag(key);
        return value == null ? defaultValue : value;
    }

    @Nullable Boolean optionalFlag(String key) throws BadLineException {
        JsonNode value = element(key);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrongType(key, value, "true or false");
        }
        return value.booleanValue();
    }

    /** An element of an object within. */
    @Nullable String optionalIn(String objectKey, String key) throws BadLineException {
        JsonNode object = element(objectKey);
        if (object == null) {
            return null;
        }
        if (!object.isObject()) {
            throw wrongType(objectKey, object, "an object");
        }
        return text(objectKey + "." + key, object.get(key));
    }

    /** The value of a key, null if it is null or missing. */
    @Nullable JsonNode element(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** The elements of an array, null without the array. */
    @Nullable List<JsonNode> elements(String key) throws BadLineException {
        JsonNode array = element(key);
        if (array == null) {
            return null;
        }
        if (!array.isArray()) {
            throw wrongType(key, array, "an array");
        }
        return array.valueStream().toList();
    }

    static BadLineException wrongType(String key, JsonNode found, String expected) {
        return new BadLineException(
                ErrorName.LINE_WRONG_TYPE, "has '" + key + "' as " + kindOf(found) + ", expected " + expected);
    }

    /** The texts of an array, null without the array. */
    @Nullable List<String> texts(String key) throws BadLineException {
        List<JsonNode> elements = elements(key);
        if (elements == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (JsonNode element : elements) {
            String text = text(key, element);
            if (text == null) {
                throw new BadLineException(ErrorName.LINE_WRONG_TYPE, "has null in '" + key + "', expected names");
            }
            texts.add(text);
        }
        return texts;
    }

    public static String hash(String key, String value) throws BadLineException {
        String hash = value.toLowerCase(Locale.ROOT);
        if (!isHash(hash)) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_HASH,
                    "has '" + key + "' " + quote(value)
                            + ", expected a full commit hash of 40 or 64 hexadecimal digits");
        }
        return hash;
    }

    /** Not a regex: hot path. */
    private static boolean isHash(String text) {
        boolean isHex = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            isHex &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return isHex && HASH_LENGTHS.contains(text.length());
    }

    public static String time(String key, String value) throws BadLineException {
        ReadTime last = LAST_TIME.get();
        if (last.text().equals(value)) {
            return last.time();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            if (time.getYear() < 1 || time.getYear() > LATEST_YEAR) {
                throw new BadLineException(
                        ErrorName.LINE_INVALID_TIME,
                        "has '" + key + "' " + quote(value) + ", expected a year from 1 to 9999");
            }
            if (Math.abs(time.getOffset().getTotalSeconds()) >= OFFSET_LIMIT) {
                throw new BadLineException(
                        ErrorName.LINE_INVALID_TIME,
                        "has '" + key + "' " + quote(value) + ", expected an offset of less than 16 hours");
            }
            LAST_TIME.set(new ReadTime(value, time.toString()));
            return time.toString();
        } catch (DateTimeException e) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TIME,
                    "has '" + key + "' " + quote(value) + ", expected a time such as 2026-11-23T02:00:00Z");
        }
    }

    /** Without white space at its ends, such as the line end of a command's output. */
    static @Nullable String text(String key, @Nullable JsonNode value) throws BadLineException {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrongType(key, value, "text");
        }
        String text = value.stringValue().strip();
        requireStorable(key, text);
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TEXT,
                    "has '" + key + "' of " + text.length() + " characters, expected at most " + MAX_TEXT_LENGTH);
        }
        return text;
    }

    private static void requireStorable(String key, String text) throws BadLineException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                throw new BadLineException(
                        ErrorName.LINE_INVALID_TEXT,
                        "has '" + key + "' with a NUL character, which PostgreSQL can't store");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new BadLineException(
                            ErrorName.LINE_INVALID_TEXT,
                            "has '" + key + "' with half a surrogate pair, which is not text");
                }
                i++;
            }
        }
    }

    private static String kindOf(@Nullable JsonNode node) {
        return node == null
                ? "empty"
                : switch (node.getNodeType()) {
                    case ARRAY -> node.isEmpty() ? "an empty array" : "an array";
                    case OBJECT -> "an object";
                    case NUMBER -> "a number";
                    case STRING -> "text";
                    case BOOLEAN -> "true or false";
                    case NULL -> "null";
                    default -> "nothing";
                };
    }

    static String quote(String value) {
        return "'" + Words.cut(value, MAX_QUOTE_LENGTH, "...") + "'";
    }
}
