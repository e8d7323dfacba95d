// SPDX-License-Identifier: Apache-2.0
/** The vocabulary of the domain: statuses, reasons, findings, and the systems that have them. */
@NullMarked
package dev.rollcall.schema.domain;

import org.jspecify.annotations.NullMarked;
