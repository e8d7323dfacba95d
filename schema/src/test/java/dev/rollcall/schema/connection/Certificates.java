// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and a certificate signed by it, made by the JDK's keytool, as PEM files. */
record Certificates(Path authority, Path certificate, Path key) {

    private static final String SECRET = "changeit";

    /** Creates an authority with a name, and a certificate for a host. */
    static Certificates make(Path folder, String name, String host) throws Exception {
        Path authority = authority(folder, name);
        Path store = store(folder, name);
        keytool(store, "-genkeypair", "-alias", "server", "-dname", "CN=" + host, "-keyalg", "EC");
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + "-server.pem");
        keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                store,
                List.of("-gencert", "-rfc", "-alias", "ca", "-ext", "san=dns:" + host),
                List.of("-infile", request.toString(), "-outfile", certificate.toString()));
        Path key = folder.resolve(name + "-server.key");
        Files.writeString(key, privateKey(store));
        // a server rejects a key that others can read
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new Certificates(authority, certificate, key);
    }

    /** Creates an authority that has signed nothing. */
    static Path authority(Path folder, String name) throws Exception {
        Path store = store(folder, name);
        Path authority = folder.resolve(name + "-ca.pem");
        keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=" + name, "-keyalg", "EC", "-ext", "bc:c");
        keytool(store, "-exportcert", "-rfc", "-alias", "ca", "-file", authority.toString());
        return authority;
    }

    private static Path store(Path folder, String name) {
        return folder.resolve(name + ".p12");
    }

    private static String privateKey(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        byte[] key = keys.getKey("server", SECRET.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        keytool(store, List.of(arguments), List.of());
    }

    private static void keytool(Path store, List<String> arguments, List<String> more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", SECRET));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }
}
