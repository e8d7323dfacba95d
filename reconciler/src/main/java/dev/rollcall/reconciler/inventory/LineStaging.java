// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
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
 * Copies the sources of one kind into the temporary table {@code staged}, and merges them into their table.
 *
 * <p>Lines stream through COPY, and one statement merges them, so neither the heap nor the number of statements grows
 * with the lines or files.
 */
public final class LineStaging {

    private static final int ROWS_AT_ONCE = 1000;

    /** The row numbers of each source start at a multiple of this. */
    private static final long ROOM = 1L << 36;

    private final Connection connection;
    private final ImportOptions options;
    private final List<BadLine> firstBad = new ArrayList<>();
    private final List<BadLine> unfinished = new ArrayList<>();
    private long bad;

    public LineStaging(Connection connection, ImportOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /** Sources of one kind whose lines are staged, not counting blank lines. */
    public record Staged(List<InventorySource> sources, long lines, List<String> empty) {

        FileKind kind() {
            return sources.get(0).kind();
        }

        private String name() {
            return sources.get(0).name()
                    + (sources.size() == 1
                            ? ""
                            : " and " + Words.count(sources.size() - 1, "other file", "other files"));
        }
    }

    /** Stages the lines of sources of the same kind. */
    public Staged stage(List<InventorySource> sources) throws SQLException {
        execute("create temporary table staged (line bigint not null, "
                + String.join(", ", sources.get(0).kind().format().columns()) + ") on commit drop");
        List<String> empty = new ArrayList<>();
        long lines = 0;
        for (int i = 0; i < sources.size(); i++) {
            long own = copy(sources.get(i), i * ROOM);
            lines += own;
            if (own == 0) {
                empty.add(sources.get(i).name());
            }
        }
        execute("analyze staged");
        return new Staged(sources, lines, empty);
    }

    /** Merges the staged lines into their table; they stay staged. */
    public ImportResult.Taken merge(Staged staged) throws SQLException {
        setUnresolvedAside(staged);
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(staged.kind().format().merge())) {
            counts.next();
            return new ImportResult.Taken(
                    staged.kind(), staged.name(), staged.lines(), counts.getLong(1), counts.getLong(2), staged.empty());
        }
    }

    public void drop() throws SQLException {
        execute("drop table staged");
    }

    /** The first skipped lines. */
    List<BadLine> firstBad() {
        return firstBad;
    }

    /** The number of skipped lines. */
    long bad() {
        return bad;
    }

    /** The last lines of files that may still be growing, which the next import takes. */
    List<BadLine> unfinished() {
        return unfinished;
    }

    private long copy(InventorySource source, long offset) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy staged from stdin with (format text, encoding 'UTF8')");
        try (InputStream in = source.opener().open()) {
            long lines = copyLines(new LineReader(in), source, offset, copy);
            copy.endCopy();
            return lines;
        } catch (ZipException | EOFException e) {
            throw new RollcallException(
                    ErrorName.FILE_DAMAGED,
                    source.name() + " can't be unpacked: it is damaged or incomplete, or something else follows."
                            + (options.skipsFiles() ? "" : " Nothing was stored.") + " Create the file again.",
                    e);
        } catch (AccessDeniedException e) {
            throw new RollcallException(ErrorName.FILE_UNREADABLE, source.name() + " may not be read by this user.", e);
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.FILE_UNREADABLE, source.name() + " can't be read: " + FailureText.of(e) + ".", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private long copyLines(LineReader reader, InventorySource source, long offset, CopyIn copy)
            throws IOException, SQLException {
        long lines = 0;
        try (LineParsers parsers = new LineParsers(source, options.defaults(), offset)) {
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

    private void setUnresolvedAside(Staged staged) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = unresolved(statement, staged.kind())) {
            while (rows.next()) {
                InventorySource source = staged.sources().get((int) (rows.getLong(1) / ROOM));
                setAside(new BadLine(
                        source.name(),
                        rows.getLong(1) % ROOM,
                        new NamedError(ErrorName.valueOf(rows.getString(2)), rows.getString(3)),
                        false));
            }
        }
        if (bad > 0) {
            execute("delete from staged where line in (select line from ("
                    + staged.kind().format().unresolved() + ") as unresolved (line, error, problem))");
        }
    }

    private static ResultSet unresolved(Statement statement, FileKind kind) throws SQLException {
        // millions of lines may be bad for one reason, such as a missing commit
        statement.setFetchSize(ROWS_AT_ONCE);
        return statement.executeQuery(kind.format().unresolved() + " order by 1");
    }

    private void setAside(BadLine line) {
        if (line.isUnfinished() && options.skipsFiles()) {
            unfinished.add(line);
            return;
        }
        if (!options.skipsLines()) {
            throw new RollcallException(
                    line.problem().name(),
                    line + ". Nothing was stored. Fix the line, or skip bad lines with --skip-bad.");
        }
        bad++;
        if (firstBad.size() < ImportResult.MAX_LISTED) {
            firstBad.add(line);
        }
    }

    private void execute(String sql) throws SQLException {
        ImportTransaction.execute(connection, sql);
    }
}
