// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.schema.domain.SystemRow;
import org.jspecify.annotations.Nullable;

/** A system that has an advisory, the packages of it that have it, and whether deploying clears it; null if that is not known. */
public record AdvisoryHolder(
        SystemRow system,
        AdvisoryInPackages found,
        @Nullable Boolean clears) {}
