// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import picocli.CommandLine.Option;

/** In which format a list is printed. */
public final class FormatOption {

    public enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "A table for people, JSON or CSV (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    public Format format() {
        return format;
    }
}
