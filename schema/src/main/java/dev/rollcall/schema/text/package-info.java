// SPDX-License-Identifier: Apache-2.0
/** Text for people: values in words, text that is safe to show, and names that somebody may have meant. */
@NullMarked
package dev.rollcall.schema.text;

import org.jspecify.annotations.NullMarked;
