// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.plans;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Set-based scripts that generate a fleet, for the plan tests here and the benchmark. */
public final class FleetScripts {

    private FleetScripts() {}

    /**
     * Reads a script.
     *
     * @throws IOException if it does not exist
     */
    public static String read(String name) throws IOException {
        try (InputStream script = FleetScripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IOException("There is no " + name + " beside " + FleetScripts.class);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
