// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Configures logging to stderr, one line each without stack traces: our warnings, and those of libraries only with
 * --verbose.
 *
 * <p>Uses the JDK's logging, which adds the least to the start of a short command.
 */
final class Logging {

    /** The JDK discards the levels of loggers without references. */
    private static final List<Logger> HELD = new ArrayList<>();

    private Logging() {}

    static void quiet() {
        LogManager.getLogManager().reset();
        ConsoleHandler stderr = new ConsoleHandler();
        stderr.setFormatter(new OneLine());
        stderr.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(stderr);
        // the command reports failures with their reason; a library's own message comes earlier and is less clear
        level("", Level.OFF);
        level("dev.rollcall", Level.WARNING);
    }

    static void verbose() {
        level("", Level.WARNING);
        level("dev.rollcall", Level.FINE);
        level("org.springframework.batch", Level.INFO);
        level("org.flywaydb", Level.INFO);
    }

    private static void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        HELD.add(logger);
    }

    /** Level, the last part of the logger's name, the message. */
    private static final class OneLine extends Formatter {

        @Override
        public String format(LogRecord entry) {
            String name = String.valueOf(entry.getLoggerName());
            return entry.getLevel() + " " + name.substring(name.lastIndexOf('.') + 1) + ": " + formatMessage(entry)
                    + "\n";
        }
    }
}
