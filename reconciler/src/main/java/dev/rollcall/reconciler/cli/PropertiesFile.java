// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.StorableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A properties file in UTF-8 whose keys are there once. */
final class PropertiesFile {

    /** Far more than a person writes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String PASSWORD_KEY = "db-password";

    private PropertiesFile() {}

    /**
     * Reads a file.
     *
     * @throws UsageException if it can't be read, is no such file, or holds a password
     */
    static Properties read(Path path) {
        Properties properties = new CheckedProperties(path);
        try {
            properties.load(new StringReader(text(path)));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new UsageException(
                    "The configuration " + path + " is no properties file in UTF-8: expected lines such as db-url = "
                            + "jdbc:postgresql://localhost/fleet.");
        } catch (IOException e) {
            throw new UsageException("The configuration " + path + " can't be read. Check the name and its rights.");
        }
        if (properties.containsKey(PASSWORD_KEY)) {
            throw new UsageException("The configuration " + path + " holds a password, which files don't keep."
                    + " Put it into ROLLCALL_DB_PASSWORD or .pgpass.");
        }
        return properties;
    }

    private static String text(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new UsageException("The configuration " + path + " is too large: expected at most 1 MB.");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Java keeps the last value of a key in silence; which one was meant only its author knows. */
    private static final class CheckedProperties extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Path path;

        CheckedProperties(Path path) {
            this.path = path;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new UsageException(
                        "The configuration " + path + " has the key '" + key + "' twice: expected each key once.");
            }
            if (!StorableText.is(String.valueOf(value))) {
                throw new UsageException("The configuration " + path + " has a value of '" + key
                        + "' with a character that is no text: expected one without NUL.");
            }
            return super.put(key, value);
        }
    }
}
