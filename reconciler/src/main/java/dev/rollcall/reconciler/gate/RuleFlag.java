// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses a rule from an option: {@code VALUE} for the whole fleet, or {@code SCOPE=VALUE} with a scope such as {@code
 * flake:web}, {@code environment:prod}, {@code owner:ops}, {@code hosts:web-*}, or several of these separated by
 * commas.
 */
public final class RuleFlag {

    private RuleFlag() {}

    /**
     * Parses the value of an option.
     *
     * @throws RollcallException if it is invalid
     */
    public static PolicyRule rule(RuleName name, String text) {
        int equals = text.lastIndexOf('=');
        Scope scope = Scope.FLEET;
        if (equals >= 0) {
            for (String part : text.substring(0, equals).split(",", -1)) {
                scope = with(scope, part.strip(), name, text);
            }
        }
        try {
            return name.rule(text.substring(equals + 1).strip(), scope);
        } catch (IllegalArgumentException e) {
            throw failure(name, text, FailureText.of(e));
        }
    }

    /** Parses the values of a repeated option. */
    public static List<PolicyRule> rules(RuleName name, List<String> texts) {
        return texts.stream().map(text -> rule(name, text)).toList();
    }

    /**
     * Parses the values of {@code --commit}, and those of the two options that apply to all of them.
     *
     * @throws RollcallException if one is invalid, or there is no commit that they apply to
     */
    public static List<PolicyRule> commitRules(List<String> commits, @Nullable String within, @Nullable String share) {
        if (commits.isEmpty() && (within != null || share != null)) {
            throw new RollcallException(
                    ErrorName.INVALID_RULE, (within == null ? "--share" : "--within") + " requires --commit SHA.");
        }
        return rules(RuleName.COMMIT, commits).stream()
                .map(PolicyRule.CommitReaches.class::cast)
                .<PolicyRule>map(rule -> rule.with(
                        valueOf("--within", within, RuleName::age, rule.within()),
                        valueOf("--share", share, RuleName::share, rule.share())))
                .toList();
    }

    private static <T> T valueOf(String flag, @Nullable String text, Function<String, T> reader, T absent) {
        try {
            return text == null ? absent : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RollcallException(
                    ErrorName.INVALID_RULE,
                    YamlDocument.quoted(String.valueOf(text)) + " is not a value of " + flag + ": expected "
                            + FailureText.of(e) + ".");
        }
    }

    private static Scope with(Scope scope, String part, RuleName name, String text) {
        int colon = part.indexOf(':');
        String key = colon < 0 ? part : part.substring(0, colon);
        if (colon < 0 || colon == part.length() - 1 || !Scope.KEYS.contains(key) || scope.has(key)) {
            throw failure(
                    name,
                    text,
                    "VALUE or SCOPE=VALUE with a scope such as flake:web, environment:prod, owner:ops or hosts:web-*, each"
                            + " at most once");
        }
        return scope.with(key, new NamePattern(part.substring(colon + 1)));
    }

    private static RollcallException failure(RuleName name, String text, String expected) {
        return new RollcallException(
                ErrorName.INVALID_RULE,
                "--" + name.code() + " " + YamlDocument.quoted(text) + " is not a rule: expected " + expected + ".");
    }
}
