// SPDX-License-Identifier: Apache-2.0
/** What all of Rollcall needs to know of itself, and what may be said of a failure or stored as text. */
@NullMarked
package dev.rollcall.schema;

import org.jspecify.annotations.NullMarked;
