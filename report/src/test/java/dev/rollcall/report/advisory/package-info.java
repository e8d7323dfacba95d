// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.rollcall.report.advisory;

import org.jspecify.annotations.NullMarked;
