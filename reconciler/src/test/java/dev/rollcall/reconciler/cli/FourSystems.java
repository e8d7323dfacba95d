// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** A fleet whose systems have closures to look into, and the pages of its reports as words. */
final class FourSystems {

    static final Instant FIRST_NIGHT = Fleet.hour(26);
    static final Instant SECOND_NIGHT = Fleet.hour(50);

    private FourSystems() {}

    /** web-1 and web-2 run the first commit of their flake and db the second; ci is of another flake. */
    static Fleet in(DSLContext dsl) {
        return new Fleet(dsl)
                .flake("infra")
                .flake("lab")
                .commit("infra", "a", 1)
                .commit("infra", "b", 2)
                .commit("lab", "c", 1)
                .system("web-1", "infra")
                .system("web-2", "infra")
                .system("db", "infra")
                .system("ci", "lab")
                .owner("db", "data")
                .evaluation("infra", "a", "web-1", "web-1-a")
                .evaluation("infra", "a", "web-2", "web-2-a")
                .evaluation("infra", "b", "web-1", "web-1-b")
                .evaluation("infra", "b", "web-2", "web-2-b")
                .evaluation("infra", "b", "db", "db-b")
                .evaluation("lab", "c", "ci", "ci-c")
                .state("web-1", "web-1-a", 3)
                .state("web-2", "web-2-a", 3)
                .state("db", "db-b", 3)
                .state("ci", "ci-c", 3);
    }

    /** The folder of a night's report in an archive. */
    static String report(Path archive, Instant night) throws IOException {
        String day = night.toString().substring(0, 10);
        try (Stream<Path> folders = Files.list(archive)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(day))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The words of a page. */
    static String text(Path page) throws IOException {
        return Files.readString(page)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([,.;:])", "$1");
    }
}
