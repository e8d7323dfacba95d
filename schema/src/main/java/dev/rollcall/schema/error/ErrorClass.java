// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.error;

/** Who can fix an error; determines the exit code. */
public enum ErrorClass {
    /** The command line, the configuration or the policy is wrong; nothing was started. */
    USAGE,
    /** A given file, or a name in it, is wrong. */
    INPUT,
    /** The machine lacks something: a file, a right, a program, disk space. */
    ENVIRONMENT,
    /** The database can't be reached, or refuses. */
    DATABASE,
    /** Another run is active. */
    BUSY,
    /** A bug in Rollcall. */
    INTERNAL
}
