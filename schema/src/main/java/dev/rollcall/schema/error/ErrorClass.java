// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.error;

/** Who can do something about an error; it gives the exit code. */
public enum ErrorClass {
    /** The command line, the configuration or the policy is wrong; nothing was begun. */
    USAGE,
    /** A file that was given, or a name in it, is wrong. */
    INPUT,
    /** The machine lacks something: a file, a right, a program, disk space. */
    ENVIRONMENT,
    /** The database can't be reached, or refuses. */
    DATABASE,
    /** Another run is at work. */
    BUSY,
    /** A defect of Rollcall. */
    INTERNAL
}
