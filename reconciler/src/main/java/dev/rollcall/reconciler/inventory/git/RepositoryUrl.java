// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.report.model.Forge;
import java.util.Locale;

/** Compares the URLs of repositories, whatever their form. */
final class RepositoryUrl {

    private RepositoryUrl() {}

    /**
     * Whether a recorded URL is kept, because the clone's names the same repository, or only a folder. The recorded one
     * may also name the kind of its forge.
     */
    static boolean isKept(String recorded, String ofClone) {
        return isFolder(ofClone) ? !isFolder(recorded) : repository(recorded).equals(repository(ofClone));
    }

    private static boolean isFolder(String url) {
        return url.startsWith("/") || url.startsWith(".") || url.startsWith("file:");
    }

    /** Host and path. */
    private static String repository(String url) {
        return Forge.of(url)
                .map(Forge::address)
                .orElse(url)
                .toLowerCase(Locale.ROOT)
                // the port of ssh is not that of the forge
                .replaceFirst("^([a-z]+\\+)?ssh://([^/:]*):\\d+/", "$2/")
                // the kind of the forge, and the scheme
                .replaceFirst("^([a-z]+\\+)?[a-z]+://", "")
                .replaceFirst("^[^/@]*@", "")
                // the colon of git@host:path
                .replaceFirst("^([^/:]*):/*", "$1/")
                .replaceFirst("[?#].*", "")
                .replaceFirst("(\\.git)?/*$", "");
    }
}
