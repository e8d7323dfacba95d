// SPDX-License-Identifier: Apache-2.0
/** The schemas and roles in a database: made, updated, checked against this program's. */
@NullMarked
package dev.rollcall.schema.migration;

import org.jspecify.annotations.NullMarked;
