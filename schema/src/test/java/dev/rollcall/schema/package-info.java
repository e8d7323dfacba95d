// SPDX-License-Identifier: Apache-2.0
/** What the tests of all modules share: a PostgreSQL, and a builder that fills an inventory in domain words. */
@NullMarked
package dev.rollcall.schema;

import org.jspecify.annotations.NullMarked;
