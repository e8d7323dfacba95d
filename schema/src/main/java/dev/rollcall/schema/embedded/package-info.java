// SPDX-License-Identifier: Apache-2.0
/** The embedded PostgreSQL server. */
@NullMarked
package dev.rollcall.schema.embedded;

import org.jspecify.annotations.NullMarked;
