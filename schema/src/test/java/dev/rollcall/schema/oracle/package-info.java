// SPDX-License-Identifier: Apache-2.0
/** An independent implementation of the status rules in plain Java, to compare the SQL with. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.schema.oracle;
