// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Which history an archive belongs to, recorded in a file beside the reports. The folders of two databases have the
 * same names, so each would mistake the other's reports for its own, and the index would lose unknown ones.
 */
public final class ArchiveOwner {

    static final String FILE = ".rollcall-history";

    private static final int MAX_BYTES = 200;
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String WHAT_TO_DO = " Choose another folder with --out, or move that one away to start over.";

    private ArchiveOwner() {}

    /**
     * Checks that a folder is empty or an archive of this history, without writing anything.
     *
     * @throws RollcallException if it is the archive of another history
     */
    public static void require(DSLContext dsl, Path folder) {
        require(ReportQueries.of(dsl), folder);
    }

    static void require(ReportQueries queries, Path folder) {
        try {
            Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                requireSame(folder, read(file), queries.reports().historyId());
            } else if (Files.isDirectory(folder)) {
                requireOwnNights(folder, Archive.at(folder).reports(), queries);
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static RollcallException unreadable(Path folder, IOException e) {
        return new RollcallException(
                ErrorName.ARCHIVE_UNREADABLE,
                "The archive " + folder + " can't be read (" + FailureText.of(e) + ").",
                e);
    }

    /** Records the owner of the archive, if not yet recorded. */
    static void claim(Archive archive, ReportQueries queries) throws IOException {
        archive.addFile(FILE, queries.reports().historyId() + "\n");
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1).strip();
        }
    }

    private static void requireSame(Path folder, String owner, String own) {
        if (!owner.matches(UUID)) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_OWNER_DAMAGED,
                    "The file " + folder.resolve(FILE) + ", which records the history that the archive"
                            + " belongs to, is damaged. Delete it if the reports there are from this database; otherwise choose another"
                            + " folder with --out.");
        }
        if (!owner.equals(own)) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_OF_ANOTHER_HISTORY,
                    "The archive " + folder + " belongs to a different history than this database:"
                            + " to another database, or to this one before it was recreated." + WHAT_TO_DO);
        }
    }

    /**
     * For an archive without the file. Reports outlive their snapshots, so some may be unknown; but ids are never
     * reused, and at least one must be known.
     */
    private static void requireOwnNights(Path folder, List<String> reports, ReportQueries queries) {
        Map<String, String> own = new HashMap<>();
        queries.snapshots().forEachNewestFirst(entry -> {
            String name = Folders.of(entry.snapshot());
            own.put(idIn(name), name);
        });
        boolean isKnown = reports.isEmpty() || reports.stream().anyMatch(own::containsValue);
        boolean isOther = reports.stream()
                .anyMatch(name -> !own.getOrDefault(idIn(name), name).equals(name));
        if (isOther || !isKnown) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_OF_ANOTHER_HISTORY,
                    "The archive " + folder + " does not record which history it belongs to, and its reports"
                            + " are of nights that this database does not have." + WHAT_TO_DO);
        }
    }

    private static String idIn(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
