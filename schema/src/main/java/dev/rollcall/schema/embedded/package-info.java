// SPDX-License-Identifier: Apache-2.0
/** The PostgreSQL that Rollcall starts itself. */
@NullMarked
package dev.rollcall.schema.embedded;

import org.jspecify.annotations.NullMarked;
