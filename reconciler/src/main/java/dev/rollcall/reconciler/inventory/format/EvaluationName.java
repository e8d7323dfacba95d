// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name under which a flake evaluates a system: the element of an attribute path that names the host. */
final class EvaluationName {

    /** The path of a configuration's closure. */
    private static final List<String> TOPLEVEL = List.of("config", "system", "build", "toplevel");

    /** The processors and kernels of lib.systems.doubles in nixpkgs, so that a host called web-prod keeps its name. */
    private static final Pattern SYSTEM = Pattern.compile(
            "(aarch64(_be)?|armv[5-8][a-z]*|i[3-6]86|loongarch64|m68k|microblaze(el)?|mips(64)?(el)?|powerpc(64)?(le)?"
                    + "|riscv(32|64)|s390x?|x86_64)-(linux|darwin|(free|net|open)bsd[0-9]*)");

    private EvaluationName() {}

    /**
     * The last element, without a trailing system and path to the closure.
     *
     * @param system the system of the line, or null
     */
    static String of(AttributePath path, @Nullable String system) {
        List<String> rest = withoutToplevel(withoutSystem(path.elements(), system));
        return last(withoutSystem(rest, system));
    }

    /**
     * A chosen element.
     *
     * @param number counted from 1, or from the end if negative
     */
    static String at(AttributePath path, int number) throws BadLineException {
        int size = path.elements().size();
        int index = number > 0 ? number - 1 : size + number;
        if (index < 0 || index >= size) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_ATTRIBUTE_PATH,
                    "has the attribute path " + path + " of " + size + (size == 1 ? " element" : " elements")
                            + ", but --host-from is " + number);
        }
        return path.elements().get(index);
    }

    private static List<String> withoutSystem(List<String> elements, @Nullable String system) {
        String last = last(elements);
        boolean isSystem = system == null ? SYSTEM.matcher(last).matches() : system.equals(last);
        return isSystem ? withoutLast(elements, 1) : elements;
    }

    /** Without the longest end of the path to the closure that leaves a name. */
    private static List<String> withoutToplevel(List<String> elements) {
        for (int length = Math.min(TOPLEVEL.size(), elements.size() - 1); length > 0; length--) {
            List<String> end = elements.subList(elements.size() - length, elements.size());
            if (end.equals(TOPLEVEL.subList(TOPLEVEL.size() - length, TOPLEVEL.size()))) {
                return withoutLast(elements, length);
            }
        }
        return elements;
    }

    private static List<String> withoutLast(List<String> elements, int length) {
        return elements.size() > length ? elements.subList(0, elements.size() - length) : elements;
    }

    private static String last(List<String> elements) {
        return elements.get(elements.size() - 1);
    }
}
