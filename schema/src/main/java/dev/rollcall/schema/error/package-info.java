// SPDX-License-Identifier: Apache-2.0
/** The error catalogue: each error has a stable name, and a class that determines its exit code. */
@NullMarked
package dev.rollcall.schema.error;

import org.jspecify.annotations.NullMarked;
