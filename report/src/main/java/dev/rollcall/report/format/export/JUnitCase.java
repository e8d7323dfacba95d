// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import java.util.List;

/**
 * A case of JUnit XML.
 *
 * @param message its message; empty if it passed
 * @param type the short name of the message
 * @param details lines below the message
 */
record JUnitCase(String name, Kind kind, String message, String type, List<String> details) {

    JUnitCase {
        details = List.copyOf(details);
    }

    JUnitCase(String name, Kind kind, String message, String type) {
        this(name, kind, message, type, List.of());
    }

    /** The outcomes of JUnit XML. */
    enum Kind {
        PASSED(""),
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Kind(String element) {
            this.element = element;
        }

        String element() {
            return element;
        }
    }

    static JUnitCase passed(String name) {
        return new JUnitCase(name, Kind.PASSED, "", "");
    }
}
