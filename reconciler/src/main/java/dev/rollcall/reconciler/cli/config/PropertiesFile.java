// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.config;

import dev.rollcall.schema.StorableText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.file.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A properties file in UTF-8 without duplicate keys. */
final class PropertiesFile {

    private static final String EXPECTED = "expected lines such as db-url = jdbc:postgresql://localhost/fleet.";

    private final Path path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private PropertiesFile(Path path) {
        this.path = path;
    }

    /** A key with its value and line number. */
    record Entry(int line, String key, String value) {}

    /**
     * Reads a file.
     *
     * @throws RollcallException if it can't be read, is invalid, or contains a key twice
     */
    static PropertiesFile read(Path path) {
        PropertiesFile file = new PropertiesFile(path);
        try {
            file.takeLines(text(path));
        } catch (CharacterCodingException e) {
            throw new RollcallException(
                    ErrorName.INVALID_CONFIGURATION,
                    "The configuration " + path + " is not a properties file in UTF-8: " + EXPECTED);
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.CONFIGURATION_UNREADABLE,
                    "The configuration " + path + " can't be read. Check its name and permissions.");
        }
        return file;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Path path() {
        return path;
    }

    String location(int line) {
        return path + ", line " + line;
    }

    RollcallException failure(ErrorName name, int line, String what) {
        return new RollcallException(name, "The configuration " + location(line) + ", " + what);
    }

    /** Java's reader does not report line numbers, so it gets one line at a time, including continuation lines. */
    private void takeLines(String text) throws IOException {
        StringBuilder whole = new StringBuilder();
        int first = 1;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean isFirst = whole.isEmpty();
            first = isFirst ? number : first;
            whole.append(line).append('\n');
            boolean isComment = isFirst && isComment(line);
            if (isComment || !isContinued(line)) {
                take(first, whole.toString());
                whole.setLength(0);
            }
        }
        take(first, whole.toString());
    }

    private static boolean isComment(String line) {
        String text = line.replaceFirst("^[ \\t\\f]+", "");
        return text.startsWith("#") || text.startsWith("!");
    }

    /** Two backslashes are one backslash of the value. */
    private static boolean isContinued(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void take(int line, String text) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw failure(
                    ErrorName.INVALID_CONFIGURATION, line, "is not a line of a properties file in UTF-8: " + EXPECTED);
        }
        for (String key : one.stringPropertyNames()) {
            add(new Entry(line, key, one.getProperty(key)));
        }
    }

    /** Java silently keeps the last value of a duplicate key. */
    private void add(Entry entry) {
        Entry earlier = entries.put(entry.key(), entry);
        if (earlier != null) {
            throw failure(
                    ErrorName.DUPLICATE_KEY,
                    entry.line(),
                    "has the key '" + entry.key() + "' twice: line " + earlier.line()
                            + " has it too, expected each key once.");
        }
        if (!StorableText.is(entry.value())) {
            throw failure(
                    ErrorName.INVALID_CONFIGURATION,
                    entry.line(),
                    "has a NUL character in the value of '" + entry.key() + "'.");
        }
    }

    private static String text(Path path) throws IOException {
        return SmallFile.decode(SmallFile.read(path)
                .orElseThrow(() -> new RollcallException(
                        ErrorName.INVALID_CONFIGURATION,
                        "The configuration " + path + " is too large: expected at most 1 MB.")));
    }
}
