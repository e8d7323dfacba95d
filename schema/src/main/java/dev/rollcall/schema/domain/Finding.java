// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import org.jspecify.annotations.Nullable;

/** A problem of the inventory that someone should fix. */
public record Finding(
        FindingKind kind,
        String subject,
        @Nullable String detail,
        @Nullable String resembles) {}
