// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import java.time.Instant;

/** A successful evaluation of a commit for a machine: the closure it builds, its kernel, and when it completed. */
record DemoEvaluation(String commit, String storePath, int kernel, Instant completed) {}
