// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run with given options will do.
 *
 * @param database the database
 * @param archive the folder of the reports
 * @param drops the folder that it imports first, or null
 * @param rules the number of gate rules
 */
record NightPlan(
        DatabaseOptions database, Path archive, @Nullable Path drops, int rules) {}
