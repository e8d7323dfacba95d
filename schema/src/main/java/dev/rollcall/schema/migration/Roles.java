// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL with which an administrator creates Rollcall's roles; every migration grants them their rights. */
public final class Roles {

    private static final String SCRIPT = "create_roles.sql";

    private Roles() {}

    public static String script() {
        try (InputStream in = Program.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new RollcallException(
                        ErrorName.PROGRAM_DAMAGED, "This build of Rollcall lacks " + SCRIPT + "; rebuild it.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
