// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.closure;

import dev.rollcall.report.closure.PackageMoves;
import dev.rollcall.report.closure.PackagesInUse;
import dev.rollcall.report.format.syntax.Csv;
import java.io.IOException;
import java.io.Writer;

/** The packages of a night, and what changed in them, whole: pages show the first. */
public final class PackagesCsv {

    private PackagesCsv() {}

    /** Each version of each package with the number of systems that run it. */
    public static void write(PackagesInUse inUse, Writer out) throws IOException {
        out.write(Csv.text(csv -> {
            csv.writeRecord("package", "version", "systems");
            inUse.packages()
                    .forEach(use -> use.versions()
                            .forEach(version -> csv.writeRecord(Csv.cells(
                                    use.name(),
                                    version.version(),
                                    Integer.toString(version.systems().total())))));
        }));
    }

    /** Each change with the number of systems that have it. */
    public static void write(PackageMoves moves, Writer out) throws IOException {
        out.write(Csv.text(csv -> {
            csv.writeRecord("package", "before", "after", "systems");
            moves.packages()
                    .forEach(move -> csv.writeRecord(Csv.cells(
                            move.change().name(),
                            String.join(" ", move.change().before()),
                            String.join(" ", move.change().after()),
                            Integer.toString(move.systems()))));
        }));
    }
}
