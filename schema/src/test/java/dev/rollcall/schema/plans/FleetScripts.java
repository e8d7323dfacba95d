// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.plans;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The scripts that make up a fleet, set-based: of the plan tests here, and of the benchmark. */
public final class FleetScripts {

    private FleetScripts() {}

    /**
     * The text of one.
     *
     * @throws IOException if there is none of that name
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
