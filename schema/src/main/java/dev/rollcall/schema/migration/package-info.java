// SPDX-License-Identifier: Apache-2.0
/** Creates, updates and checks the schemas and roles in a database. */
@NullMarked
package dev.rollcall.schema.migration;

import org.jspecify.annotations.NullMarked;
