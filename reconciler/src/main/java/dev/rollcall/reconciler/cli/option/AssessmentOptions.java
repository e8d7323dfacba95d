// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.schema.domain.Matching;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How systems are assessed. */
public final class AssessmentOptions {

    @Option(
            names = "--matching",
            paramLabel = "evidence|name",
            defaultValue = "evidence",
            description =
                    "How to find the commit that a system runs: by evidence (what it reports) or by name (its newest evaluation; the original rule) (default: ${DEFAULT-VALUE}).")
    private Matching matching = Matching.EVIDENCE;

    @Option(
            names = "--silent-after",
            paramLabel = "DURATION",
            defaultValue = "4h",
            converter = DurationConverter.class,
            description =
                    "Mark a system silent if its last heartbeat is older than this, such as 90m, 4h or 2d (default: ${DEFAULT-VALUE}).")
    private Duration silentAfter = RunRequest.DEFAULT_SILENT_AFTER;

    public Matching matching() {
        return matching;
    }

    public Duration silentAfter() {
        return silentAfter;
    }
}
