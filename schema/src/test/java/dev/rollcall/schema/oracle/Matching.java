// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

/** How the commit that a system runs is found: by what it reports, or by its name alone as the original view did. */
public enum Matching {
    EVIDENCE,
    NAME
}
