// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.report.Report;
import dev.rollcall.report.ReportFolders;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.SingleFileRequest;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.BuildProperties;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Renders published snapshots; the reports of an archive are compared with their predecessors. */
final class ReportArchive {

    private final DSLContext dsl;

    ReportArchive(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Writes the snapshot's report, replacing an existing one if it overwrites; returns the page to open. */
    Path render(long snapshotId, Path archive, boolean overwrites) {
        return Report.render(
                dsl,
                new ReportRequest(
                        snapshotId,
                        baselineOf(snapshotId),
                        archive,
                        BuildProperties.current().version(),
                        overwrites));
    }

    /** Updates the index of an archive that has the snapshot's report, after retention; returns the page to open. */
    Path refreshIndex(SnapshotSummary snapshot, Path archive) {
        ReportFolders folders =
                ReportFolders.open(dsl, archive, BuildProperties.current().version());
        folders.refreshIndex();
        return folders.pageOf(snapshot);
    }

    /** Writes the snapshot's report as one page, replacing an existing file. */
    void renderSingleFile(long snapshotId, @Nullable Long baselineId, Path file) {
        Report.renderSingleFile(
                dsl,
                new SingleFileRequest(
                        snapshotId, baselineId, file, BuildProperties.current().version()));
    }

    private @Nullable Long baselineOf(long snapshotId) {
        ReportQueries queries = ReportQueries.of(dsl);
        return queries.snapshots()
                .find(snapshotId)
                .flatMap(snapshot -> queries.references(snapshot.matching()).before(snapshot))
                .map(SnapshotSummary::id)
                .orElse(null);
    }
}
