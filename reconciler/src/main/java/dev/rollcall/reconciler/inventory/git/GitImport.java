// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.reconciler.inventory.Branch;
import dev.rollcall.reconciler.inventory.CommitName;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.reconciler.inventory.ImportOptions;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.reconciler.inventory.ImportTransaction;
import dev.rollcall.reconciler.inventory.InventoryImport;
import dev.rollcall.reconciler.inventory.InventorySource;
import dev.rollcall.reconciler.inventory.LineStaging;
import dev.rollcall.reconciler.inventory.StagedLine;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports the branch of a flake from a git clone: its whole first-parent history. Commits that are no longer on the
 * branch are withdrawn.
 */
public final class GitImport {

    private static final JsonMapper JSON = new JsonMapper();

    private final Connection connection;
    private final String flake;
    private final GitClone clone;

    private GitImport(Connection connection, String flake, GitClone clone) {
        this.connection = connection;
        this.flake = flake;
        this.clone = clone;
    }

    /**
     * Imports the branch.
     *
     * @param branch the branch or any other revision, null for the one that is checked out
     * @param importedAt when new commits are recorded and lost ones withdrawn
     * @throws RollcallException if git is missing, the folder is not a clone with that branch, or it is not the flake's
     */
    public static ImportResult run(
            DataSource dataSource, String flake, Path folder, @Nullable String branch, Instant importedAt) {
        if (!Files.isDirectory(folder)) {
            throw new RollcallException(ErrorName.SOURCE_NOT_FOUND, "There is no folder " + folder + ".");
        }
        return ImportTransaction.run(
                dataSource,
                EnumSet.of(ImportTransaction.Turn.INVENTORY),
                importedAt,
                connection -> new GitImport(connection, flake, new GitClone(folder)).take(branch));
    }

    private ImportResult take(@Nullable String asked) throws SQLException {
        Recorded recorded = recorded();
        GitRevision revision = GitRevision.of(clone, flake, asked, recorded.branch());
        LineStaging staging = new LineStaging(connection, ImportOptions.STRICT);
        List<ImportResult.Taken> taken = new ArrayList<>();
        InventorySource flakeLine = flakeLine(revision, recorded.url());
        taken.add(staging.merge(staging.stage(List.of(flakeLine))));
        staging.drop();
        InventorySource commits = new InventorySource(
                FileKind.COMMITS,
                "git log " + revision.name(),
                () -> GitLog.of(flake, clone.folder(), revision.commit()));
        LineStaging.Staged staged = staging.stage(List.of(commits));
        StagedLine line = new StagedLine(connection);
        line.correctCommitsOfFiles();
        taken.add(staging.merge(staged));
        ImportTransaction.execute(connection, "select inventory.analyze_inventory('inventory.commits')");
        @Nullable CommitName cutAt = line.cutAt();
        Branch.Change change = new Branch(connection).follow(line.flake(), cutAt != null);
        List<String> messages = new ArrayList<>(behindOrigin(revision));
        messages.addAll(new BranchMessages(flake, clone.folder())
                .of(
                        change,
                        loss(change, line, revision.commit()),
                        cutAt,
                        cutAt != null && line.isContinued(),
                        line.datedOddly()));
        staging.drop();
        InventoryImport.analyze(connection, EnumSet.of(FileKind.FLAKES, FileKind.COMMITS));
        return new ImportResult(
                taken,
                messages,
                List.of(),
                change.withdrawn().size() + change.returned().size(),
                List.of(),
                0);
    }

    private BranchMessages.Loss loss(Branch.Change change, StagedLine line, String head) throws SQLException {
        if (change.withdrawn().isEmpty()) {
            return BranchMessages.Loss.REWRITE;
        }
        if (change.isHeadBefore()) {
            return BranchMessages.Loss.OUTDATED_CLONE;
        }
        String newest = change.withdrawn().get(change.withdrawn().size() - 1).hash();
        if (clone.isBefore(newest, head)) {
            return BranchMessages.Loss.MERGE;
        }
        return line.isUnknown() ? BranchMessages.Loss.OTHER_REPOSITORY : BranchMessages.Loss.REWRITE;
    }

    private List<String> behindOrigin(GitRevision revision) {
        String branch = revision.branch();
        // of a remote's branch the clone has nothing newer
        return branch == null || !branch.equals(revision.name())
                ? List.of()
                : BranchMessages.behindOrigin(clone.behindOrigin(revision.commit(), branch), branch);
    }

    /** What the inventory has about the flake. */
    private record Recorded(
            @Nullable String branch, @Nullable String url) {}

    private Recorded recorded() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select f.branch, f.repo_url from inventory.flakes as f where f.name = ?")) {
            statement.setString(1, flake);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new Recorded(rows.getString(1), rows.getString(2)) : new Recorded(null, null);
            }
        }
    }

    private InventorySource flakeLine(GitRevision revision, @Nullable String recordedUrl) {
        String origin = clone.origin();
        boolean isKept = origin.isEmpty() || (recordedUrl != null && RepositoryUrl.isKept(recordedUrl, origin));
        String line = JSON.createObjectNode()
                .put("name", flake)
                .put("repo_url", isKept ? null : origin)
                .put("branch", revision.branch())
                .toString();
        return new InventorySource(
                FileKind.FLAKES, "git", () -> new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
