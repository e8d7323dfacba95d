// SPDX-License-Identifier: Apache-2.0
/** The status rules once more, in plain Java that shares nothing with the SQL it judges. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.schema.oracle;
