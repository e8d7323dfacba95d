// SPDX-License-Identifier: Apache-2.0
/** Tests of connections. */
@NullMarked
package dev.rollcall.schema.connection;

import org.jspecify.annotations.NullMarked;
