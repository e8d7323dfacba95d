// SPDX-License-Identifier: Apache-2.0
/** What the disk is asked for in more than one place. */
@NullMarked
package dev.rollcall.schema.file;

import org.jspecify.annotations.NullMarked;
