// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.ImportTransaction.Turn;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.EOFException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Imports files, in one transaction. Importing a file again changes nothing. */
public final class InventoryImport {

    private final Connection connection;
    private final ImportOptions options;
    private final List<ImportResult.Taken> taken = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<NamedError> failures = new ArrayList<>();
    private final List<BadLine> firstBad = new ArrayList<>();
    private long bad;

    private InventoryImport(Connection connection, ImportOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Imports the sources, kind by kind.
     *
     * @param importedAt when their facts are recorded
     * @throws RollcallException if a line is invalid or a source can't be read, unless such are skipped
     */
    public static ImportResult run(
            DataSource dataSource, List<InventorySource> sources, ImportOptions options, Instant importedAt) {
        Set<Turn> turns = EnumSet.noneOf(Turn.class);
        sources.forEach(source -> turns.add(source.kind().isKeptInHistory() ? Turn.CLOSURES : Turn.INVENTORY));
        return ImportTransaction.run(
                dataSource, turns, importedAt, connection -> new InventoryImport(connection, options).takeAll(sources));
    }

    private ImportResult takeAll(List<InventorySource> sources) throws SQLException {
        Map<FileKind, List<InventorySource>> kinds = sources.stream()
                .collect(Collectors.groupingBy(InventorySource::kind, LinkedHashMap::new, Collectors.toList()));
        for (List<InventorySource> ofKind : kinds.values()) {
            if (options.skipsFiles()) {
                takeWhatCanBeTaken(ofKind);
            } else {
                take(ofKind);
            }
        }
        analyze(connection, kinds.keySet());
        return new ImportResult(taken, messages, failures, 0, firstBad, bad);
    }

    private void take(List<InventorySource> sources) throws SQLException {
        LineStaging staging = new LineStaging(connection, options);
        ImportResult.Taken one = staging.merge(staging.stage(sources));
        if (one.kind() == FileKind.COMMITS && one.isChange()) {
            new Branch(connection).orderStagedCommits();
        }
        staging.drop();
        taken.add(one);
        bad += staging.bad();
        staging.firstBad().stream()
                .limit((long) ImportResult.MAX_LISTED - firstBad.size())
                .forEach(firstBad::add);
        staging.unfinished()
                .forEach(line -> messages.add("warning: " + line.shown()
                        + " is incomplete. It may still be being written; the next import reads it."));
    }

    /** Bisects the sources to isolate those that can't be imported. */
    private void takeWhatCanBeTaken(List<InventorySource> sources) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            take(sources);
            connection.releaseSavepoint(before);
        } catch (RollcallException | SQLException e) {
            if (e instanceof SQLException failure && !ImportTransaction.isOfTheLines(failure)) {
                throw e;
            }
            connection.rollback(before);
            if (sources.size() == 1) {
                leave(sources.get(0), e);
            } else {
                takeWhatCanBeTaken(sources.subList(0, sources.size() / 2));
                takeWhatCanBeTaken(sources.subList(sources.size() / 2, sources.size()));
            }
        }
    }

    private void leave(InventorySource source, Exception failure) {
        String sentence = FailureText.of(failure);
        String named = sentence.startsWith(source.name()) ? sentence : source.name() + ": " + sentence;
        String shown = Words.visible(named.endsWith(".") ? named : named + ".");
        if (source.mayGrow() && failure.getCause() instanceof EOFException) {
            messages.add("warning: " + shown + " It may still be being written; the next import reads it.");
        } else {
            failures.add(new NamedError(ImportTransaction.nameOf(failure), shown));
        }
    }

    /** The assessment is planned with statistics, and autovacuum may not run in time. */
    public static void analyze(Connection connection, Set<FileKind> kinds) throws SQLException {
        for (FileKind kind : kinds) {
            String table = kind.format().table();
            if (table != null) {
                ImportTransaction.execute(connection, "select inventory.analyze_inventory('" + table + "')");
            }
            if (kind == FileKind.COMMITS) {
                ImportTransaction.execute(connection, "select inventory.analyze_inventory('inventory.branch_periods')");
            }
        }
        if (kinds.stream().anyMatch(FileKind::isKeptInHistory)) {
            ImportTransaction.execute(connection, "select history.analyze_closures()");
        }
    }
}
