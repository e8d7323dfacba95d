// SPDX-License-Identifier: Apache-2.0
/** The catalogue of errors: each has a stable name, and a class that gives its exit code. */
@NullMarked
package dev.rollcall.schema.error;

import org.jspecify.annotations.NullMarked;
