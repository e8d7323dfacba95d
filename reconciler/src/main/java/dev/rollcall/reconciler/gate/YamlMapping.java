// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The values of a mapping by known keys. */
record YamlMapping(Map<String, Node> values) {

    YamlMapping {
        values = Map.copyOf(values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Node> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Node required(String key) {
        return get(key).orElseThrow();
    }
}
