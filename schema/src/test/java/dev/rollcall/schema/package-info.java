// SPDX-License-Identifier: Apache-2.0
/** Shared by the tests of all modules: a PostgreSQL, and a builder for inventories in domain terms. */
@NullMarked
package dev.rollcall.schema;

import org.jspecify.annotations.NullMarked;
