// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.domain.Matching;
import picocli.CommandLine.Option;

/** Which snapshots a command means. */
public final class SnapshotMatching {

    @Option(
            names = "--matching",
            paramLabel = "evidence|name",
            defaultValue = "evidence",
            description = "Use the snapshots with this matching; see 'run --help' (default: ${DEFAULT-VALUE}).")
    private Matching matching = Matching.EVIDENCE;

    public Matching matching() {
        return matching;
    }
}
