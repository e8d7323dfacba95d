// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import org.jspecify.annotations.Nullable;

/** Something about the inventory that a person should fix. */
public record Finding(
        FindingKind kind,
        String subject,
        @Nullable String detail,
        @Nullable String resembles) {}
