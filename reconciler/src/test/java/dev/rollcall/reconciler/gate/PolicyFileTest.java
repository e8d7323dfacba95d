// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {

    private static final String POLICY = """
            version: 1
            rules:
              - max-outdated: 5%
              - max-outdated: 0
                environment: prod
              - max-behind-days: 7
                flake: '*'
              - require-up-to-date: 'web-*'
              - no-regressions: last-passed
              - expect-commit: 08F86BEB
              - rollout: 95%@14d
                flake: '*'
              - commit: 08F86BEB
                within: 48h
                share: 90%
              - not-below-median: 7
              - max-advisories: 5%
              - max-advisories: 0 @ 7.5
            exemptions:
              - hosts: 'lab-*'
                reason: being rebuilt
                owner: ops@example.org
                expires: 2026-12-31
              - advisory: CVE-2024-5535
                reason: not reachable
                owner: ops@example.org
                expires: 2026-12-31
            """;

    @TempDir
    private Path folder;

    @Test
    void should_read_every_rule_and_exemption_when_a_policy_is_right() throws IOException {
        Policy policy = read(POLICY);

        assertThat(policy.rules())
                .extracting(rule -> rule.name().code() + " | " + rule.scope() + " | " + rule.threshold())
                .containsExactly(
                        "max-outdated | fleet | at most 5%",
                        "max-outdated | environment prod | at most 0",
                        "max-behind-days | flake * | at most 7 days",
                        "require-up-to-date | hosts web-* | all",
                        "no-regressions | fleet | none since last-passed",
                        "expect-commit | fleet | all at 08f86beb or newer",
                        "rollout | flake * | commits older than 14 d on at least 95%",
                        "commit | fleet | 08f86beb or newer on at least 90% within 2 d",
                        "not-below-median | fleet | not below the median of 7 nights",
                        "max-advisories | fleet | at most 5%",
                        "max-advisories | fleet | at most 0 with a score of 7.5 or more");
        assertThat(policy.exemptions())
                .containsExactly(
                        new Exemption(
                                new NamePattern("lab-*"),
                                null,
                                "being rebuilt",
                                "ops@example.org",
                                LocalDate.of(2026, 12, 31)),
                        new Exemption(
                                new NamePattern("*"),
                                "CVE-2024-5535",
                                "not reachable",
                                "ops@example.org",
                                LocalDate.of(2026, 12, 31)));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "rules:\n  - max-outdatet: 5%\n", 2, "'max-outdatet' is not a key of a rule", "max-outdated"),
                Arguments.of("rules:\n  - max-outdated: five\n", 2, "'five' is not a value of max-outdated", "5%"),
                Arguments.of(
                        "rules:\n  - max-outdated: x" + "🦊".repeat(61) + "\n",
                        2,
                        "'x" + "🦊".repeat(59) + "...' is not a value of max-outdated",
                        "5%"),
                Arguments.of("rules:\n  - max-outdated:\n", 2, "max-outdated has no value", "5%"),
                Arguments.of("rules:\n  - max-outdated: 5%\n    max-unknown: 0\n", 2, "two names", "exactly one"),
                Arguments.of("rules:\n  - environment: prod\n", 2, "has no name", "exactly one"),
                Arguments.of("rules:\n  - max-outdated: [5]\n", 2, "max-outdated has no value", "5%"),
                Arguments.of("rules:\n  - max-outdated: 5%\n    max-outdated: 6%\n", 3, "appears twice", "once"),
                Arguments.of("rules:\n  max-outdated: 5%\n", 2, "rules is not a list", "- "),
                Arguments.of("\n\nrule:\n  - max-outdated: 5%\n", 3, "'rule' is not a key of a policy", "rules"),
                Arguments.of("version: 2\nrules: []\n", 1, "version", "version: 1"),
                Arguments.of("- max-outdated: 5%\n", 1, "not a mapping", "rules"),
                Arguments.of("rules:\n  - expect-commit: HEAD\n", 2, "not a value of expect-commit", "7 characters"),
                Arguments.of("rules:\n  - max-behind-days: -1\n", 2, "not a value of max-behind-days", "days"),
                Arguments.of(
                        "rules:\n  - require-up-to-date: a\n    hosts: b\n", 2, "not a value of require", "no hosts"),
                Arguments.of(
                        "rules:\n  - rollout: 95%@14d\n    share: 5%\n",
                        3, "'share' is only allowed in a commit rule", "a rollout rule without it"),
                Arguments.of(
                        "rules:\n  - commit: 08f86beb\n    within: 2w\n",
                        3,
                        "'2w' is not a value of within",
                        "48h or 14d"),
                Arguments.of("rules:\n  - commit: 08f86beb\n    share: 5\n", 3, "'5' is not a value of share", "95%"),
                Arguments.of("exemptions:\n  - hosts: a\n    reason: b\n    owner: c\n", 2, "no expires", "reason"),
                Arguments.of(
                        "exemptions:\n  - reason: b\n    owner: c\n    expires: 2026-01-01\n",
                        2,
                        "no hosts",
                        "hosts, advisory or both"),
                Arguments.of(
                        "exemptions:\n  - advisory: a b\n    reason: b\n    owner: c\n    expires: 2026-01-01\n",
                        2,
                        "'a b' is not an advisory",
                        "CVE-2024-5535"),
                Arguments.of("rules:\n  - max-advisories: 0@11\n", 2, "'0@11' is not a value of max-adv", "0@7"),
                Arguments.of("rules:\n  - max-advisories: '@7'\n", 2, "'@7' is not a value of max-adv", "5%"),
                Arguments.of(
                        "exemptions:\n  - hosts: a\n    reason: b\n    owner: c\n    expires: soon\n",
                        5,
                        "'soon' is not a day",
                        "2026-12-31"),
                Arguments.of(
                        "exemptions:\n  - hosts: a\n    reason: ''\n    owner: c\n    expires: 2026-01-01\n",
                        3,
                        "reason has no value",
                        "words"),
                Arguments.of("rules:\n\t- max-outdated: 5%\n", 2, "invalid YAML", "YAML"),
                Arguments.of("rules: [\n", 2, "invalid YAML", "YAML"),
                Arguments.of("rules: &a\n  - max-outdated: 5%\nexemptions: *a\n", 3, "alias", "written out"),
                Arguments.of("rules: " + "[".repeat(50_000) + "\n", 1, "nested too deeply", "flat lists"),
                Arguments.of("rules: []\n---\nrules: []\n", 2, "second document", "one policy"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void should_report_the_line_and_what_was_expected_when_a_policy_has_a_mistake(
            String text, int line, String problem, String expected) {
        assertThatThrownBy(() -> read(text))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_POLICY)
                .hasMessageContaining("policy.yaml, line " + line + ":")
                .hasMessageContaining(problem)
                .hasMessageContaining("expected")
                .hasMessageContaining(expected);
    }

    @Test
    void should_report_what_is_wrong_when_a_policy_is_not_text() throws IOException {
        assertThat(catchThrowable(() -> read("")))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_POLICY)
                .hasMessageContaining("is empty");
        assertThat(catchThrowable(() -> PolicyFile.read(folder)))
                .hasFieldOrPropertyWithValue("name", ErrorName.POLICY_UNREADABLE);
        assertThat(catchThrowable(() -> PolicyFile.read(folder.resolve("missing.yaml"))))
                .hasFieldOrPropertyWithValue("name", ErrorName.POLICY_UNREADABLE);
        Path file = folder.resolve("policy.yaml");
        Files.write(file, new byte[] {'a', 'b', '\n', (byte) 0xc3, (byte) 0x28});
        assertThat(catchThrowable(() -> PolicyFile.read(file)))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_POLICY)
                .hasMessageContaining("is not UTF-8 text, line 2");
        Files.writeString(file, " ".repeat(1 << 20));
        assertThat(catchThrowable(() -> PolicyFile.read(file))).hasMessageContaining("is empty");
        Files.writeString(file, " ".repeat((1 << 20) + 1));
        assertThat(catchThrowable(() -> PolicyFile.read(file)))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_POLICY)
                .hasMessageContaining("too large");
    }

    private Policy read(String text) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, text);
        return PolicyFile.read(file);
    }
}
