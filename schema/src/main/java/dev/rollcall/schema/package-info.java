// SPDX-License-Identifier: Apache-2.0
/** The way to a database that holds Rollcall's schemas: settings, connections, migrations, the embedded server. */
@NullMarked
package dev.rollcall.schema;

import org.jspecify.annotations.NullMarked;
