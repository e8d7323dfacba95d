// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes the policy of the demo's gate: two rules, and an exemption that holds and one that has expired by the last night. */
final class DemoPolicy {

    private static final String TEXT = """
            version: 1
            rules:
              - max-outdated: 60%%
              - max-advisories: 20%%@9
            exemptions:
              - advisory: CVE-2025-30411
                reason: the vulnerable extension is not installed
                owner: data
                expires: %s
              - advisory: CVE-2026-19877
                hosts: edge-*
                reason: waiting for new hardware
                owner: field
                expires: %s
            """;

    private DemoPolicy() {}

    static Policy in(Path file, DemoOptions options) {
        LocalDate last = options.lastNight().atOffset(ZoneOffset.UTC).toLocalDate();
        try {
            Files.writeString(file, TEXT.formatted(last.plusDays(30), last.minusDays(3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PolicyFile.read(file);
    }
}
