// SPDX-License-Identifier: Apache-2.0
/** Text for people: formatted values, safe text, and suggestions for misspelled names. */
@NullMarked
package dev.rollcall.schema.text;

import org.jspecify.annotations.NullMarked;
