// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** The result of a benchmark, as a table and as a file in {@code target}. */
record Result(String name, FleetSize size, Measures measures) {

    private static final long MEGABYTE = 1_000_000;

    /**
     * Prints the table, with times as multiples of the floor, and writes the file.
     *
     * @param floor the name of the floor
     */
    @SuppressWarnings("SystemOut") // a benchmark should tell what it measured
    void print(DSLContext dsl, String floor) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("fleet", size.toString());
        result.put("postgresql", dsl.fetchValue("show server_version"));
        result.put("sharedBuffers", dsl.fetchValue("show shared_buffers"));
        result.put("java", Runtime.version().toString());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        long databaseBytes = bytes(dsl, "pg_database_size(current_database())");
        long temporaryBytes = bytes(dsl, "temp_bytes from pg_stat_database where datname = current_database()");
        result.put("databaseBytes", databaseBytes);
        result.put("temporaryBytes", temporaryBytes);
        result.put("measured", measures.all());
        Files.writeString(
                Path.of("target", name + ".json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        System.out.println("Benchmark: " + result.get("fleet") + ", PostgreSQL " + result.get("postgresql") + ", Java "
                + result.get("java") + " with a heap of "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; the database has "
                + databaseBytes / MEGABYTE + " MB, temporary files since the fleet was made had "
                + temporaryBytes / MEGABYTE + " MB in all");
        measures.table(floor).lines().map(line -> "Benchmark: " + line).forEach(System.out::println);
    }

    private static long bytes(DSLContext dsl, String what) {
        return dsl.fetchSingle("select " + what).into(long.class);
    }
}
