// SPDX-License-Identifier: Apache-2.0
/** Database connections: addresses, sessions, and the meaning of database errors. */
@NullMarked
package dev.rollcall.schema.connection;

import org.jspecify.annotations.NullMarked;
