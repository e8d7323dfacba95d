// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.util.Locale;

/** The questions that the rules ask about a system, in order. */
enum Question {
    STATE("Has it reported a state?"),
    FLAKE("Does it have a flake?"),
    RUNNING_COMMIT("Does it run a known commit on the branch of its flake?"),
    WITHDRAWN_COMMIT("Does it run a commit that is no longer on the branch?"),
    OTHER_SYSTEM("Does it run a closure that its flake builds for another system?"),
    OTHER_FLAKE("Is what it runs known only from another flake?"),
    DIRTY_REVISION("Was it built with uncommitted changes?"),
    UNKNOWN_REVISION("Does it report the revision of an unknown commit?"),
    UNKNOWN_CLOSURE("Is what it runs unrecognised?"),
    EVALUATION("Is there an evaluation to compare with?"),
    STAND_IN("Which commit stands in for what it runs?"),
    TARGET("Does it run what it should?");

    private final String sentence;

    Question(String sentence) {
        this.sentence = sentence;
    }

    static Question of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String sentence() {
        return sentence;
    }
}
