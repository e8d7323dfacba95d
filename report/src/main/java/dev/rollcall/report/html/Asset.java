// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one stylesheet; its name holds a hash of its text, so that an archive can hold several versions side by side. */
public record Stylesheet(String path, String text) {

    private static final int HASH_LENGTH = 12;
    private static final String RESOURCE = "/dev/rollcall/report/static/rollcall.css";

    public static Stylesheet load() {
        try (InputStream in = Stylesheet.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new ReportException("The stylesheet " + RESOURCE + " is missing from the program.");
            }
            byte[] bytes = in.readAllBytes();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, HASH_LENGTH);
            return new Stylesheet("assets/rollcall-" + hash + ".css", new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new ReportException("The stylesheet can't be read: " + e.getMessage(), e);
        }
    }
}
