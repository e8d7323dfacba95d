// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.alias;

/** The name under which the flake of a system evaluates it. */
public record Alias(String hostname, String evaluationName) {}
