// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A file shared by pages. Its name contains a hash of its text, so that an archive can hold several versions; the
 * policy allows a page to embed the text.
 */
public record Asset(String path, String text, String policy) {

    private static final int HASH_LENGTH = 12;
    private static final String FOLDER = "/dev/rollcall/report/static/";

    public static Asset load(String name, String extension) {
        String resource = FOLDER + name + extension;
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new RollcallException(
                        ErrorName.PROGRAM_DAMAGED, "The file " + resource + " is missing from the program.");
            }
            byte[] bytes = in.readAllBytes();
            byte[] hash = Sha256.of(bytes);
            return new Asset(
                    "assets/" + name + "-" + HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH) + extension,
                    new String(bytes, StandardCharsets.UTF_8),
                    "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.PROGRAM_DAMAGED,
                    "The file " + resource + " can't be read: " + FailureText.of(e) + ".",
                    e);
        }
    }
}
