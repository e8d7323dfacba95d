// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of docs/inventory.md, each below a mark such as {@code <!-- file: flakes.jsonl -->}. */
final class Guide {

    private static final Path PAGE =
            Path.of("..", "docs", "inventory.md").toAbsolutePath().normalize();
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- (file|commands?): ([^\\n]*) -->\\n```[a-z]+\\n(.*?\\n)```\\n", Pattern.DOTALL);

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> commands = new TreeMap<>();

    private Guide() {}

    static Guide read() throws IOException {
        Guide guide = new Guide();
        Matcher example = EXAMPLE.matcher(text());
        while (example.find()) {
            (example.group(1).equals("file") ? guide.files : guide.commands).put(example.group(2), example.group(3));
        }
        return guide;
    }

    static String text() throws IOException {
        return Files.readString(PAGE);
    }

    String file(String name) {
        return example(files, name);
    }

    String command(String name) {
        return example(commands, name);
    }

    private static String example(Map<String, String> examples, String name) {
        return Objects.requireNonNull(examples.get(name), () -> PAGE + " has no example " + name);
    }
}
