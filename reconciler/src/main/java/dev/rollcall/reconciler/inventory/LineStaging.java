// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

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
import java.util.List;
import java.util.zip.ZipException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes one source after the other into the temporary table {@code staged}, and from there into its table.
 *
 * <p>Lines stream through COPY, and one statement a source takes them over, so that neither the heap nor the number of
 * round trips grows with a file.
 */
final class LineStaging {

    private static final int ROWS_AT_ONCE = 1000;

    private final Connection connection;
    private final ImportOptions options;
    private final List<BadLine> firstBad = new ArrayList<>();
    private long bad;

    LineStaging(Connection connection, ImportOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /** Stages the lines of a source and tells how many there were; blank ones are none. */
    long stage(InventorySource source) throws SQLException {
        execute("create temporary table staged (line bigint not null, "
                + String.join(", ", source.kind().format().columns()) + ") on commit drop");
        long lines = copy(source);
        execute("analyze staged");
        return lines;
    }

    /** Merges the staged lines into their table; they stay staged. */
    ImportResult.Taken merge(InventorySource source, long lines) throws SQLException {
        setUnresolvedAside(source);
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(source.kind().format().merge())) {
            counts.next();
            return new ImportResult.Taken(source.kind(), source.name(), lines, counts.getLong(1), counts.getLong(2));
        }
    }

    void drop() throws SQLException {
        execute("drop table staged");
    }

    /** The first lines that were set aside. */
    List<BadLine> firstBad() {
        return firstBad;
    }

    /** How many lines were set aside. */
    long bad() {
        return bad;
    }

    private long copy(InventorySource source) throws SQLException {
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

    private long copyLines(LineReader reader, InventorySource source, CopyIn copy) throws IOException, SQLException {
        long lines = 0;
        try (LineParsers parsers = new LineParsers(source, options.defaults())) {
            boolean isMore = true;
            while (isMore) {
                LineBatch batch = new LineBatch();
                isMore = batch.fill(reader);
                lines += batch.size();
                parsers.add(batch);
                while (parsers.isBusy() || (!isMore && parsers.isAny())) {
                    take(parsers.next(), copy);
                }
            }
        }
        return lines;
    }

    private void take(LineBatch.Parsed parsed, CopyIn copy) throws SQLException {
        parsed.bad().forEach(this::setAside);
        byte[] rows = parsed.rows().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(rows, 0, rows.length);
    }

    private void setUnresolvedAside(InventorySource source) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = unresolved(statement, source)) {
            while (rows.next()) {
                setAside(new BadLine(source.name(), rows.getLong(1), rows.getString(2)));
            }
        }
        if (bad > 0) {
            execute("delete from staged where line in (select line from ("
                    + source.kind().format().unresolved() + ") as unresolved (line, problem))");
        }
    }

    private static ResultSet unresolved(Statement statement, InventorySource source) throws SQLException {
        // millions of lines may be bad for one cause, such as a commit that nobody imported
        statement.setFetchSize(ROWS_AT_ONCE);
        return statement.executeQuery(source.kind().format().unresolved() + " order by 1");
    }

    private void setAside(BadLine line) {
        if (!options.skipBad()) {
            throw new ImportException(
                    line + ". Nothing was stored; fix the line, or set such lines aside with --skip-bad.");
        }
        bad++;
        if (firstBad.size() < ImportResult.MOST_LISTED) {
            firstBad.add(line);
        }
    }

    private void execute(String sql) throws SQLException {
        ImportTransaction.execute(connection, sql);
    }
}
