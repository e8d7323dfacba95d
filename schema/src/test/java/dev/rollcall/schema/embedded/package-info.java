// SPDX-License-Identifier: Apache-2.0
/** Tests of the embedded server. */
@NullMarked
package dev.rollcall.schema.embedded;

import org.jspecify.annotations.NullMarked;
