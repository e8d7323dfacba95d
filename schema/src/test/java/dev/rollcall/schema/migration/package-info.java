// SPDX-License-Identifier: Apache-2.0
/** Tests of migrations. */
@NullMarked
package dev.rollcall.schema.migration;

import org.jspecify.annotations.NullMarked;
