// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The kinds of facts in an inventory, each with its code. */
public enum FactKind {
    STATE("state"),
    EVALUATION("evaluation"),
    COMMIT("commit"),
    HEARTBEAT("heartbeat");

    private final String word;

    FactKind(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
