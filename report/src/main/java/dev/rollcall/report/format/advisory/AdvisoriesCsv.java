// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.model.GateVerdict;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The advisories of a night, all of them: the page shows the first. */
public final class AdvisoriesCsv {

    private AdvisoriesCsv() {}

    public static void write(NightAdvisories advisories, @Nullable GateVerdict verdict, Writer out) throws IOException {
        out.write(Csv.text(csv -> {
            csv.writeRecord("advisory", "score", "packages", "systems", "cleared", "new", "exempt_until");
            for (Use use : advisories.inUse().advisories()) {
                List<String> cells = new ArrayList<>(cells(use));
                Boolean isNew = advisories.isNew(use.found());
                cells.add(isNew == null ? "" : isNew.toString());
                cells.add(exemptUntil(use, verdict));
                csv.writeRecord(cells);
            }
        }));
    }

    static List<String> cells(Use use) {
        return Csv.cells(
                use.found().id(),
                score(use.found()),
                use.found().packages().stream()
                        .map(affected -> affected.name() + " " + affected.version())
                        .collect(Collectors.joining(", ")),
                Integer.toString(use.systems().total()),
                Integer.toString(use.cleared()));
    }

    static String score(AdvisoryInPackages found) {
        return found.score() == null ? "" : found.score().toPlainString();
    }

    private static String exemptUntil(Use use, @Nullable GateVerdict verdict) {
        return verdict == null
                ? ""
                : verdict.exemptionOfAdvisory(use.found().id())
                        .map(exemption -> exemption.expires().toString())
                        .orElse("");
    }
}
