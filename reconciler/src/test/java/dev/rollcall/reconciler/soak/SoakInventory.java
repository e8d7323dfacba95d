// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inventory files of a fleet with many changes between the first and the second night. */
final class SoakInventory {

    static final int SYSTEMS = 120;
    private static final int COMMITS = 5;

    private SoakInventory() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder commits = new StringBuilder();
        for (int commit = 1; commit <= COMMITS; commit++) {
            commits.append("""
                    {"flake":"infra","git_commit_hash":"%s","commit_timestamp":"2026-01-%02dT00:00:00Z"}
                    """.formatted(hash(commit), commit));
        }
        StringBuilder systems = new StringBuilder();
        StringBuilder evaluations = new StringBuilder();
        StringBuilder states = new StringBuilder();
        for (int host = 1; host <= SYSTEMS; host++) {
            systems.append("""
                    {"hostname":"host-%03d","flake":"infra"}
                    """.formatted(host));
            for (int commit = 1; commit <= COMMITS; commit++) {
                evaluations.append("""
                        {"attr":"host-%1$03d","drvPath":"/nix/store/%1$d-%2$d.drv","outputs":{"out":"/nix/store/%1$d-%2$d"},\
                        "commit":"%3$s","evaluatedAt":"2026-01-%2$02dT01:00:00Z"}
                        """.formatted(host, commit, hash(commit)));
            }
            for (int day : new int[] {3, 5}) {
                states.append("""
                        {"hostname":"host-%1$03d","store_path":"/nix/store/%1$d-%2$d","timestamp":"2026-01-%3$02dT02:00:00Z"}
                        """.formatted(host, 1 + host % day, day));
            }
        }
        Files.writeString(folder.resolve("flakes.jsonl"), "{\"name\":\"infra\"}\n");
        Files.writeString(folder.resolve("commits.jsonl"), commits);
        Files.writeString(folder.resolve("systems.jsonl"), systems);
        Files.writeString(folder.resolve("evals.jsonl"), evaluations);
        Files.writeString(folder.resolve("states.jsonl"), states);
    }

    private static String hash(int commit) {
        return "%040x".formatted(commit);
    }
}
