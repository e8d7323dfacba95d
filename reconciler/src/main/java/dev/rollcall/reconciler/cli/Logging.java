// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** What is told on stderr beside the messages of the commands. */
final class Logging {

    private Logging() {}

    static void verbose(boolean verbose) {
        if (verbose) {
            level("dev.rollcall", Level.DEBUG);
            level("org.springframework.batch", Level.INFO);
            level("org.flywaydb", Level.INFO);
        }
    }

    private static void level(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }
}
