// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.StorableText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML document as nodes, so that errors can be reported with their line. */
final class YamlDocument {

    /** A policy needs three. */
    private static final int MAX_DEPTH = 10;

    private static final int MAX_QUOTE_LENGTH = 60;

    private final String name;
    private final Node root;

    private YamlDocument(String name, Node root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Parses a document.
     *
     * @param name its name in messages
     * @throws RollcallException if the text is not a single YAML document without anchors
     */
    static YamlDocument parse(String name, String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(name).setUseMarks(true).build();
        try {
            // the parser has its own stack, the composer uses that of the thread
            requireSimple(name, new Parse(settings).parseString(text));
            return new YamlDocument(
                    name,
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> new RollcallException(
                                    ErrorName.INVALID_POLICY,
                                    "The policy " + name
                                            + " is empty: expected rules such as\nrules:\n  - max-outdated: 5%")));
        } catch (MarkedYamlEngineException e) {
            throw failure(
                    name,
                    e.getProblemMark().or(e::getContextMark),
                    "invalid YAML: " + e.getProblem(),
                    "a policy in YAML");
        } catch (YamlEngineException e) {
            throw new RollcallException(
                    ErrorName.INVALID_POLICY, "The policy " + name + " is not valid YAML: " + FailureText.of(e) + ".");
        }
    }

    Node root() {
        return root;
    }

    /** The values of a mapping by their keys, which must be unique and expected. */
    YamlMapping mapping(Node node, String what, List<String> expectedKeys) {
        if (!(node instanceof MappingNode mapping)) {
            throw failure(node, "not a mapping", what + " with the keys " + String.join(", ", expectedKeys));
        }
        Map<String, Node> values = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!expectedKeys.contains(key)) {
                throw failure(
                        keyNode,
                        key.isEmpty() ? "not a key" : quoted(key) + " is not a key of " + what,
                        "one of " + String.join(", ", expectedKeys));
            }
            if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
                throw failure(keyNode, "'" + key + "' appears twice", "each key once");
            }
        }
        return new YamlMapping(values);
    }

    List<Node> items(Node node, String key) {
        if (!(node instanceof SequenceNode sequence)) {
            throw failure(node, key + " is not a list", "items that start with '- '");
        }
        return sequence.getValue();
    }

    /** The text of a scalar that is not empty. */
    String text(Node node, String key, String expected) {
        if (!(node instanceof ScalarNode scalar)
                || scalar.getTag().equals(Tag.NULL)
                || scalar.getValue().isBlank()) {
            throw failure(node, key + " has no value", expected);
        }
        if (!StorableText.is(scalar.getValue())) {
            throw failure(node, key + " has a character that can't be stored", "text without NUL");
        }
        return scalar.getValue().strip();
    }

    /** A text for a message, shortened. */
    static String quoted(String text) {
        return "'" + Words.cut(text, MAX_QUOTE_LENGTH, "...") + "'";
    }

    RollcallException failure(Node node, String problem, String expected) {
        return failure(name, node.getStartMark(), problem, expected);
    }

    private static RollcallException failure(String name, Optional<Mark> mark, String problem, String expected) {
        String location = mark.map(at -> ", line " + (at.getLine() + 1)).orElse("");
        return new RollcallException(
                ErrorName.INVALID_POLICY,
                "The policy " + name + location + ": " + problem + "; expected " + expected + ".");
    }

    /** Aliases could expand a small file enormously, and deep nesting would overflow the stack. */
    private static void requireSimple(String name, Iterable<Event> events) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent) {
                throw failure(
                        name,
                        event.getStartMark(),
                        "YAML aliases are not allowed",
                        "each value written out, and a pattern that begins with * in quotes: '*.example.org'");
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw failure(name, event.getStartMark(), "nested too deeply", "rules and exemptions as flat lists");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw failure(name, event.getStartMark(), "a second document begins", "one policy per file");
            }
        }
    }
}
