// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Agents that report a hundred states per second on one connection, one transaction each, until closed. */
final class Writers implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / 100;

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Measures measures;
    private final String name;
    private final Future<Integer> writing;
    private final long begin = System.nanoTime();
    private volatile boolean isClosing;

    /** Starts; records the duration of each insert under the name. */
    Writers(DataSource dataSource, String schema, String name, Measures measures) {
        this.measures = measures;
        this.name = name;
        this.writing = executor.submit(() -> write(dataSource, schema));
    }

    private int write(DataSource dataSource, String schema) throws SQLException, InterruptedException {
        int written = 0;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into " + schema
                        + ".system_states (hostname, store_path, \"timestamp\") values (?, '/nix/store/x', now())")) {
            while (!isClosing) {
                long late = System.nanoTime() - begin - written * INTERVAL_NANOS;
                if (late < 0) {
                    TimeUnit.NANOSECONDS.sleep(-late);
                }
                insert.setString(1, "written-" + written++);
                long started = System.nanoTime();
                insert.execute();
                measures.note("insert of a state" + name, (System.nanoTime() - started) / 1e6);
            }
        }
        return written;
    }

    /** Stops; records how many of a hundred per second were reached. */
    @Override
    public void close() {
        isClosing = true;
        try {
            int written = writing.get();
            measures.note("states a second" + name, written / ((System.nanoTime() - begin) / 1e9));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An agent could not report.", e.getCause());
        } finally {
            executor.shutdown();
        }
    }
}
