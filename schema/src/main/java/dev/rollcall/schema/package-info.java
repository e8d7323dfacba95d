// SPDX-License-Identifier: Apache-2.0
/** The build's own properties, messages of failures, and text that PostgreSQL can store. */
@NullMarked
package dev.rollcall.schema;

import org.jspecify.annotations.NullMarked;
