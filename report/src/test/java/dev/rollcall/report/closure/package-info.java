// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.rollcall.report.closure;

import org.jspecify.annotations.NullMarked;
