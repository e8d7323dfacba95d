// SPDX-License-Identifier: Apache-2.0
/** What the pages and formats show, read once from the database so that they can't disagree. */
@NullMarked
package dev.rollcall.report.model;

import org.jspecify.annotations.NullMarked;
