// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.AdvisoryId;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.file.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A policy as a file in YAML:
 *
 * <pre>{@code
 * version: 1
 * rules:
 *   - max-outdated: 5%
 *   - max-outdated: 0
 *     environment: prod
 * exemptions:
 *   - hosts: lab-*
 *     reason: being rebuilt
 *     owner: ops@example.org
 *     expires: 2026-12-31
 *   - advisory: CVE-2024-5535
 *     reason: not reachable here
 *     owner: ops@example.org
 *     expires: 2026-12-31
 * }</pre>
 */
public final class PolicyFile {

    private static final String VERSION = "version";
    private static final String RULES = "rules";
    private static final String EXEMPTIONS = "exemptions";
    private static final List<String> KEYS = List.of(VERSION, RULES, EXEMPTIONS);
    private static final String HOSTS = "hosts";
    private static final String REASON = "reason";
    private static final String OWNER = "owner";
    private static final String EXPIRES = "expires";
    private static final List<String> COMMIT_KEYS = List.of(RuleName.WITHIN, RuleName.SHARE);
    private static final String ADVISORY = "advisory";
    private static final List<String> EXEMPTION_KEYS = List.of(HOSTS, ADVISORY, REASON, OWNER, EXPIRES);
    private static final List<String> REQUIRED_EXEMPTION_KEYS = List.of(REASON, OWNER, EXPIRES);
    private static final NamePattern ANY_HOST = new NamePattern("*");

    private PolicyFile() {}

    /**
     * Reads a policy.
     *
     * @throws RollcallException if it can't be read or contains a mistake, with the line number
     */
    public static Policy read(Path file) {
        YamlDocument document = YamlDocument.parse(file.toString(), text(file));
        YamlMapping root = document.mapping(document.root(), "a policy", KEYS);
        root.get(VERSION).ifPresent(version -> requireVersion(document, version));
        return new Policy(
                items(document, root, RULES)
                        .map(rules ->
                                rules.stream().map(rule -> rule(document, rule)).toList())
                        .orElse(List.of()),
                items(document, root, EXEMPTIONS)
                        .map(exemptions -> exemptions.stream()
                                .map(exemption -> exemption(document, exemption))
                                .toList())
                        .orElse(List.of()));
    }

    private static void requireVersion(YamlDocument document, Node version) {
        if (!document.text(version, VERSION, "1").equals("1")) {
            throw document.failure(version, "unknown policy version", "version: 1");
        }
    }

    private static Optional<List<Node>> items(YamlDocument document, YamlMapping root, String key) {
        return root.get(key).map(node -> document.items(node, key));
    }

    private static PolicyRule rule(YamlDocument document, Node node) {
        List<String> keys = new ArrayList<>(RuleName.codes());
        keys.addAll(Scope.KEYS);
        keys.addAll(COMMIT_KEYS);
        YamlMapping mapping = document.mapping(node, "a rule", keys);
        List<RuleName> names = RuleName.codes().stream()
                .filter(mapping::has)
                .flatMap(code -> RuleName.of(code).stream())
                .toList();
        if (names.size() != 1) {
            throw document.failure(
                    node,
                    names.isEmpty() ? "the rule has no name" : "the rule has two names",
                    "exactly one of " + String.join(", ", RuleName.codes()) + " in each rule");
        }
        RuleName name = names.get(0);
        Scope scope = Scope.FLEET;
        for (String key : Scope.KEYS) {
            Optional<Node> part = mapping.get(key);
            if (part.isPresent()) {
                scope = scope.with(
                        key, new NamePattern(document.text(part.get(), key, "a name, or a pattern such as 'web-*'")));
            }
        }
        Node value = mapping.required(name.code());
        String text = document.text(value, name.code(), name.expected());
        try {
            return commitRule(document, mapping, name.rule(text, scope));
        } catch (IllegalArgumentException e) {
            throw document.failure(
                    value, YamlDocument.quoted(text) + " is not a value of " + name.code(), FailureText.of(e));
        }
    }

    /** A rule with what may stand beside a commit. */
    private static PolicyRule commitRule(YamlDocument document, YamlMapping mapping, PolicyRule rule) {
        for (String key : COMMIT_KEYS) {
            Optional<Node> node = mapping.get(key);
            if (node.isPresent() && !(rule instanceof PolicyRule.CommitReaches)) {
                throw document.failure(
                        node.get(),
                        "'" + key + "' is only allowed in a commit rule",
                        "a " + rule.name().code() + " rule without it");
            }
        }
        return rule instanceof PolicyRule.CommitReaches commit
                ? commit.with(
                        valueOf(document, mapping, RuleName.WITHIN, RuleName::age, commit.within()),
                        valueOf(document, mapping, RuleName.SHARE, RuleName::share, commit.share()))
                : rule;
    }

    private static <T> T valueOf(
            YamlDocument document, YamlMapping mapping, String key, Function<String, T> reader, T absent) {
        Optional<Node> node = mapping.get(key);
        if (node.isEmpty()) {
            return absent;
        }
        String text = document.text(node.get(), key, "a value");
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw document.failure(
                    node.get(), YamlDocument.quoted(text) + " is not a value of " + key, FailureText.of(e));
        }
    }

    private static Exemption exemption(YamlDocument document, Node node) {
        YamlMapping mapping = document.mapping(node, "an exemption", EXEMPTION_KEYS);
        List<String> missing = new ArrayList<>(REQUIRED_EXEMPTION_KEYS);
        missing.removeIf(mapping::has);
        if (!mapping.has(HOSTS) && !mapping.has(ADVISORY)) {
            missing.add(0, HOSTS);
        }
        if (!missing.isEmpty()) {
            throw document.failure(
                    node,
                    "the exemption has no " + missing.get(0),
                    "hosts, advisory or both, and reason, owner and expires");
        }
        return new Exemption(
                mapping.get(HOSTS)
                        .map(hosts ->
                                new NamePattern(document.text(hosts, HOSTS, "a host or a pattern such as 'lab-*'")))
                        .orElse(ANY_HOST),
                mapping.get(ADVISORY)
                        .map(advisory -> advisory(document, advisory))
                        .orElse(null),
                document.text(mapping.required(REASON), REASON, "a few words"),
                document.text(mapping.required(OWNER), OWNER, "whom to ask"),
                date(document, mapping.required(EXPIRES)));
    }

    private static String advisory(YamlDocument document, Node node) {
        String text = document.text(node, ADVISORY, "an advisory such as CVE-2024-5535");
        if (!AdvisoryId.isValid(text)) {
            throw document.failure(
                    node, YamlDocument.quoted(text) + " is not an advisory", "an advisory such as CVE-2024-5535");
        }
        return text;
    }

    private static LocalDate date(YamlDocument document, Node node) {
        String text = document.text(node, EXPIRES, "a day such as 2026-12-31");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw document.failure(
                    node,
                    YamlDocument.quoted(text) + " is not a day",
                    "a day such as 2026-12-31, the last day of the exemption");
        }
    }

    private static String text(Path file) {
        byte[] bytes;
        try {
            bytes = SmallFile.read(file)
                    .orElseThrow(() -> new RollcallException(
                            ErrorName.INVALID_POLICY,
                            "The policy " + file + " is too large: expected at most 1 MB of YAML."));
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.POLICY_UNREADABLE,
                    "The policy " + file
                            + " can't be read. Check that it is a file, and check its name and permissions.");
        }
        try {
            return SmallFile.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new RollcallException(
                    ErrorName.INVALID_POLICY,
                    "The policy " + file + " is not UTF-8 text, line " + lineOfMalformed(bytes)
                            + ": expected a policy in YAML.");
        }
    }

    private static long lineOfMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return 1 + out.flip().chars().filter(character -> character == '\n').count();
    }
}
