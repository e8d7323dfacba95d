// SPDX-License-Identifier: Apache-2.0
/** The data of pages and formats, read once from the database so that they are consistent. */
@NullMarked
package dev.rollcall.report.model;

import org.jspecify.annotations.NullMarked;
