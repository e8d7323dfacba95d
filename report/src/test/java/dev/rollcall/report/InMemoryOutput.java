// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps the files of a report in memory, and checks that all of them were closed. */
public final class InMemoryOutput implements ReportOutput {

    private final Map<String, StringWriter> files = new ConcurrentSkipListMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    @Override
    public Writer createFile(String path) {
        assertThat(files).as("files are created once").doesNotContainKey(path);
        open.add(path);
        StringWriter file = new StringWriter() {
            @Override
            public void close() {
                open.remove(path);
            }
        };
        files.put(path, file);
        return file;
    }

    @Override
    public void close() {
        assertThat(open).as("files left open").isEmpty();
    }

    /** The text of each file by its path. */
    public Map<String, String> files() {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, file) -> texts.put(path, file.toString()));
        return texts;
    }
}
