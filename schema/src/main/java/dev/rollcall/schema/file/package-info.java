// SPDX-License-Identifier: Apache-2.0
/** File operations used in several places. */
@NullMarked
package dev.rollcall.schema.file;

import org.jspecify.annotations.NullMarked;
