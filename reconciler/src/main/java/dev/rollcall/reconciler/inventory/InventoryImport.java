// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.DatabaseFailure;
import dev.rollcall.schema.FailureText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes inventory files over into the own inventory: all of them in one transaction, or nothing.
 *
 * <p>Lines stream through COPY into a temporary table, and one statement a file takes them over from there, so that
 * neither the heap nor the number of round trips grows with the file. Importing a file again changes nothing.
 */
public final class InventoryImport {

    /** "import" as a number: imports take turns, because each looks for what is there before it adds to it. */
    private static final long TURN = 0x696d706f7274L;

    private final Connection connection;
    private final ImportOptions options;
    private final List<BadLine> firstBad = new ArrayList<>();
    private long bad;

    private InventoryImport(Connection connection, ImportOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Imports the sources one after the other.
     *
     * @throws ImportException if a line is bad and bad lines are not skipped, or a source can't be read
     */
    public static ImportResult run(DataSource dataSource, List<InventorySource> sources, ImportOptions options) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ImportResult result = new InventoryImport(connection, options).takeAll(sources);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new ImportException(
                    DatabaseFailure.sentence(e)
                            .map(sentence -> sentence + " Nothing was stored.")
                            .orElseGet(() ->
                                    "The database refused the import, nothing was stored: " + FailureText.of(e) + "."),
                    e);
        }
    }

    /** Where the connection is lost, the server has rolled back already, and the first failure is the one to tell. */
    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private ImportResult takeAll(List<InventorySource> sources) throws SQLException {
        List<ImportResult.Taken> taken = new ArrayList<>();
        Set<String> tables = new LinkedHashSet<>();
        execute("select pg_advisory_xact_lock(" + TURN + ")");
        execute("set local work_mem = '64MB'");
        for (InventorySource source : sources) {
            taken.add(take(source));
            tables.add(source.kind().format().table());
        }
        for (String table : tables) {
            // the assessment is planned by statistics, and autovacuum may not have come by when it runs
            execute("analyze " + table);
        }
        return new ImportResult(taken, firstBad, bad);
    }

    private ImportResult.Taken take(InventorySource source) throws SQLException {
        InventoryFormat format = source.kind().format();
        execute("create temporary table staged (line bigint not null, " + String.join(", ", format.columns())
                + ") on commit drop");
        long lines = stage(source);
        execute("analyze staged");
        setUnresolvedAside(source);
        ImportResult.Taken taken = merge(source, lines);
        execute("drop table staged");
        return taken;
    }

    private ImportResult.Taken merge(InventorySource source, long lines) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(source.kind().format().merge())) {
            counts.next();
            return new ImportResult.Taken(source.kind(), source.name(), lines, counts.getLong(1), counts.getLong(2));
        }
    }

    private long stage(InventorySource source) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy staged from stdin with (format text, encoding 'UTF8')");
        try (InputStream in = source.opener().open()) {
            long lines = copyLines(new LineReader(in), source, copy);
            copy.endCopy();
            return lines;
        } catch (ZipException | EOFException e) {
            throw new ImportException(
                    source.name() + " can't be unpacked, it is damaged or cut off. Nothing was stored; make the file"
                            + " anew.",
                    e);
        } catch (AccessDeniedException e) {
            throw new ImportException(source.name() + " may not be read by this user.", e);
        } catch (IOException e) {
            throw new ImportException(source.name() + " can't be read: " + FailureText.of(e) + ".", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private long copyLines(LineReader lines, InventorySource source, CopyIn copy) throws IOException, SQLException {
        try (LineParsers parsers = new LineParsers(source, options.defaults())) {
            boolean isMore = true;
            while (isMore) {
                LineBatch batch = new LineBatch();
                isMore = batch.fill(lines);
                parsers.add(batch);
                while (parsers.isBusy() || (!isMore && parsers.isAny())) {
                    take(parsers.next(), copy);
                }
            }
        }
        return lines.number();
    }

    private void take(LineBatch.Parsed parsed, CopyIn copy) throws SQLException {
        parsed.bad().forEach(this::setAside);
        byte[] rows = parsed.rows().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(rows, 0, rows.length);
    }

    private void setUnresolvedAside(InventorySource source) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(source.kind().format().unresolved() + " order by 1")) {
            while (rows.next()) {
                setAside(new BadLine(source.name(), rows.getLong(1), rows.getString(2)));
            }
        }
        if (bad > 0) {
            execute("delete from staged where line in (select line from ("
                    + source.kind().format().unresolved() + ") as unresolved (line, problem))");
        }
    }

    private void setAside(BadLine line) {
        if (!options.skipBad()) {
            throw new ImportException(
                    line + ". Nothing was stored; mend the line, or set such lines aside with" + " --skip-bad.");
        }
        bad++;
        if (firstBad.size() < ImportResult.MOST_LISTED) {
            firstBad.add(line);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
