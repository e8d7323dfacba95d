// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.List;

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
