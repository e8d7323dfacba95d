// SPDX-License-Identifier: Apache-2.0
/** The words of the domain: what every module calls a status, a reason, a finding, and the systems that have them. */
@NullMarked
package dev.rollcall.schema.domain;

import org.jspecify.annotations.NullMarked;
