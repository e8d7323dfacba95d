// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.BadFiles;
import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.schema.HostileTexts;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Policies and flags that something happened to: each is read, or refused in a sentence. */
class BadPolicyIT {

    private static final String POLICY = """
            version: 1
            rules:
              - max-outdated: 5%
                flake: web
              - max-behind-days: 7
                environment: prod
              - require-up-to-date: "web-*"
              - no-regressions: last-passed
              - expect-commit: 0123456789abcdef
            exemptions:
              - hosts: lab-*
                reason: being rebuilt
                owner: ops
                expires: 2026-12-31
            """;

    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "9".repeat(400),
            "[]",
            "{}",
            "[[[[]]]]",
            "{a: {a: b}}",
            "'",
            "\"\\0\"",
            "\"\\ud800\"",
            "!!java.lang.Runtime x",
            "!!binary AAAA",
            "&a x",
            "*a",
            "<<: *a",
            "|",
            ">",
            "@x",
            "`x",
            "%x",
            "9999-99-99",
            "-999999999-01-01",
            "+999999999-12-31",
            "2026-01-01T00:00:00Z",
            "\u202e",
            "x".repeat(100_000));

    @TempDir
    Path folder;

    @Test
    void should_accept_it_or_report_what_is_wrong_when_a_policy_is_damaged() throws IOException {
        Random random = new Random(20261124);
        try (BadInputs inputs = new BadInputs("policies")) {
            for (Map.Entry<String, byte[]> bad : BadFiles.of(POLICY).entrySet()) {
                inputs.count(isRefused(bad.getKey(), bad.getValue()));
            }
            for (int i = 0; i < BadInputs.OF_EACH_KIND * 100; i++) {
                inputs.count(isRefused("damaged " + i, BadFiles.damaged(POLICY, random)));
            }
            for (String policy : withOtherValues()) {
                inputs.count(isRefused(policy, policy.getBytes(StandardCharsets.UTF_8)));
            }
            inputs.count(isRefused(
                    "a policy of 1 MB",
                    ("rules:\n" + "  - max-outdated: 5\n".repeat(52_000)).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void should_make_a_rule_or_report_what_was_expected_for_any_option_value() {
        List<String> texts = new ArrayList<>(HostileTexts.STORABLE);
        texts.addAll(VALUES);
        try (BadInputs inputs = new BadInputs("flags of the gate")) {
            for (RuleName name : RuleName.values()) {
                for (String text : texts) {
                    for (String flag : List.of(text, text + "=5", "hosts:" + text + "=5", "flake:x," + text)) {
                        inputs.count(isRefused(name, flag));
                    }
                }
            }
        }
    }

    private static boolean isRefused(RuleName name, String flag) {
        try {
            RuleFlag.rule(name, flag);
            return false;
        } catch (RollcallException e) {
            BadInputs.expectSentence(flag, Words.visible(String.valueOf(e.getMessage())));
            return true;
        }
    }

    private boolean isRefused(String what, byte[] policy) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.write(file, policy);
        try {
            PolicyFile.read(file);
            return false;
        } catch (RollcallException e) {
            String said = Words.visible(String.valueOf(e.getMessage()));
            BadInputs.expectSentence(what, said);
            assertThat(said).as(what).hasSizeLessThan(1_500);
            return true;
        }
    }

    /** Replaces each value of the policy in turn by every wrong type and every hostile text. */
    private static List<String> withOtherValues() {
        List<String> values = new ArrayList<>(VALUES);
        JsonMapper json = new JsonMapper();
        HostileTexts.STORABLE.forEach(text -> values.add(json.writeValueAsString(text)));
        List<String> lines = POLICY.lines().toList();
        List<String> policies = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            for (String value : values) {
                List<String> other = new ArrayList<>(lines);
                other.set(i, lines.get(i).substring(0, colon + 1) + " " + value);
                policies.add(String.join("\n", other) + "\n");
            }
        }
        return policies;
    }
}
