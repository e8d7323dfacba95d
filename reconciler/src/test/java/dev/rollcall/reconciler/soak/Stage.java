// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The database and archive of one round, and the command that it breaks. */
record Stage(Soak soak, Work work, String name, Path archive, DatabaseSettings database) {

    /** Starts the command. */
    RollcallProcess start(Map<String, String> variables, String... more) throws IOException {
        return startOn(database, variables, more);
    }

    /** Starts it with another connection to the database. */
    RollcallProcess startOn(DatabaseSettings way, Map<String, String> variables, String... more) throws IOException {
        return soak.start(work, way, archive, variables, more);
    }

    String value(String sql) {
        return soak.server().value(name, sql);
    }

    Night seen() throws IOException {
        return Night.seenIn(database, archive, soak.folder());
    }
}
