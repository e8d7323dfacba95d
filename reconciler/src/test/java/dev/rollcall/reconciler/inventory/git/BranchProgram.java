// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Imports into a test's inventory at given times, and queries the branch at others. */
record BranchProgram(PostgresExtension postgres, Path folder) {

    /** Imports the branch of a clone as the flake {@code infra}, and expects success. */
    Outcome take(String at, TestRepository clone, String... options) {
        Outcome outcome = tryToTake(at, clone, options);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }

    Outcome tryToTake(String at, TestRepository clone, String... options) {
        List<String> command = new ArrayList<>(List.of("import", "git", "--flake", "infra"));
        command.addAll(List.of(options));
        command.add(clone.folder().toString());
        return run(at, command.toArray(String[]::new));
    }

    /** Imports lines of a kind. */
    Outcome takeLines(String at, FileKind kind, String... lines) {
        Path file = folder.resolve(kind.fileName());
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(at, "import", file.toString());
    }

    /** The subjects of the commits on the branch at a time, oldest first. */
    String branch(String asOf) {
        return String.valueOf(postgres.dsl().fetchValue("""
                select string_agg(c.subject, ' ' order by b.place desc)
                  from inventory.branch_commits(?::timestamptz, 'evidence') as b
                  join inventory.commits as c
                    on c.id = b.id
                 where b.place is not null
                """, asOf));
    }

    Outcome run(String at, String... command) {
        return RollcallProgram.in(folder, Instant.parse(at))
                .on(postgres.settings())
                .run(command);
    }
}
