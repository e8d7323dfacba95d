// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps the codes in the database to the constants of an enum. */
final class Codes<E extends Enum<E>> {

    private final String noun;
    private final Map<String, E> byCode;

    Codes(String noun, E[] constants, Function<E, String> code) {
        this.noun = noun;
        this.byCode = Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(code, Function.identity()));
    }

    Optional<E> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The constant with this code; fails for an unknown code, such as one written by a newer version. */
    E get(String code) {
        return find(code)
                .orElseThrow(
                        () -> new RollcallException(
                                ErrorName.SCHEMAS_NEWER,
                                "The database has the " + noun + " '" + Words.visible(code)
                                        + "', which this version of Rollcall does not know. Use the version that wrote it, or a newer one."));
    }
}
