// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.alias;

/** The name under which a flake evaluates a system. */
public record Alias(String hostname, String evaluationName) {}
