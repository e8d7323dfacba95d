// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.util.Locale;

/** Why a rule applies or not, as returned by {@code inventory.rule_steps}. */
enum Because {
    STATE,
    NO_STATE,
    FLAKE,
    NO_FLAKE,
    STORE_PATH,
    OTHER_NAME,
    REVISION,
    REVISION_PREFIX,
    ONLY_WITHDRAWN,
    ONLY_OTHER_SYSTEM,
    ONLY_OTHER_FLAKE,
    NO_REVISION,
    REVISION_DIRTY,
    REVISION_NO_HASH,
    REVISION_SHORT,
    REVISION_AMBIGUOUS,
    REVISION_UNKNOWN,
    NOT_WITHDRAWN,
    WITHDRAWN_CLOSURE,
    WITHDRAWN_REVISION,
    OTHER_SYSTEM,
    NO_OTHER_SYSTEM,
    OTHER_FLAKE_CLOSURE,
    OTHER_FLAKE_REVISION,
    NO_OTHER_FLAKE,
    DIRTY,
    NOT_DIRTY,
    UNRECOGNISED_REVISION,
    NOT_WHOLE,
    FLAKE_WITHOUT_COMMITS,
    PATH_RECORDED,
    NOTHING_EVALUATED,
    NOTHING_BUILT_UP_TO_PIN,
    PATH_NOT_RECORDED,
    NO_COMMITS,
    NO_SUCCESSFUL_EVALUATION,
    EVALUATED,
    BY_NAME,
    STANDS_IN,
    STANDS_IN_UP_TO_PIN,
    NOTHING_UP_TO_PIN;

    static Because of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
