// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * How to connect: a JDBC URL without credentials, a user, a password.
 *
 * <p>Without a password the driver reads {@code .pgpass}, as libpq does.
 */
public record DatabaseSettings(
        String url, @Nullable String user, @Nullable String password) {

    private static final String JDBC_PREFIX = "jdbc:postgresql:";
    private static final Pattern URI_FORM = Pattern.compile("postgres(?:ql)?:(?<rest>//.*)", Pattern.DOTALL);

    private static final Pattern WITH_CREDENTIALS =
            Pattern.compile("(?<before>jdbc:postgresql://)(?<credentials>[^/]*)@(?<after>.*)", Pattern.DOTALL);

    private static final Pattern BY_SOCKET =
            Pattern.compile("jdbc:postgresql://localhost:[0-9]+/(?<database>[^?]*)\\?.*socketFactoryArg=(?<socket>.*)");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern WITHOUT_HOST =
            Pattern.compile("jdbc:postgresql://(:(?<port>[0-9]+))?(?<database>/.*)");

    /**
     * Driver parameters that could load code, write files, contain a secret, or read any of these from a file. A test
     * checks all parameters of the driver.
     */
    static final Set<String> REFUSED_PARAMETERS = Set.of(
            "authenticationpluginclassname",
            "classloaderstrategy",
            "connectexecutor",
            "connectexecutorarg",
            "jaasapplicationname",
            "loggerfile",
            "loggerlevel",
            "service",
            "socketfactory",
            "socketfactoryarg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpassword",
            "sslpasswordcallback",
            "xmlfactoryfactory");

    /**
     * The driver's name of each parameter, by the same in lower case and by libpq's name. The driver ignores any other,
     * which may have been about TLS.
     */
    private static final Map<String, String> PARAMETERS = parameters();

    /**
     * Parses a {@code jdbc:postgresql:} or a libpq style {@code postgresql://user:password@host:port/database} URL. A
     * separate user and password override those in the URL. As in libpq, {@code ?host=/run/postgresql} without a host
     * is the folder of the server's socket.
     *
     * @throws RollcallException if the URL is neither, or has a parameter that Rollcall refuses
     */
    public static DatabaseSettings of(String url, @Nullable String user, @Nullable String password) {
        Matcher uriForm = URI_FORM.matcher(url);
        DatabaseSettings inUrl;
        if (uriForm.matches()) {
            inUrl = fromUri(uriForm.group("rest"));
        } else if (url.startsWith(JDBC_PREFIX)) {
            inUrl = fromJdbc(url);
        } else {
            throw new RollcallException(
                    ErrorName.INVALID_DATABASE_URL,
                    "Unknown kind of database URL: expected jdbc:postgresql://host:port/database or"
                            + " postgresql://user@host:port/database.");
        }
        return new DatabaseSettings(
                inUrl.url, user != null ? user : inUrl.user, password != null ? password : inUrl.password);
    }

    /** The server without any secret, for messages. */
    public String display() {
        Matcher local = BY_SOCKET.matcher(url);
        if (local.matches()) {
            return decode(local.group("socket")) + ", " + local.group("database");
        }
        String bare = url.substring(JDBC_PREFIX.length());
        int query = bare.indexOf('?');
        return query < 0 ? bare : bare.substring(0, query);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + display() + (user == null ? "" : ", user " + user) + "]";
    }

    private static DatabaseSettings fromUri(String rest) {
        try {
            URI uri = new URI("postgresql:" + rest);
            String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String jdbc = JDBC_PREFIX + "//" + authority + path;
            return fromJdbc(uri.getRawQuery() == null ? jdbc : jdbc + "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    /** Removes the credentials from the query and before the host, so that they are never logged with the URL. */
    private static DatabaseSettings fromJdbc(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return withoutCredentials(url, null, null);
        }
        String user = null;
        String password = null;
        String socketFolder = null;
        String port = null;
        List<String> kept = new ArrayList<>();
        for (String parameter : url.substring(query + 1).split("&", -1)) {
            String written = requireNone(parameter.split("=", 2)[0]);
            String name = written.toLowerCase(Locale.ROOT);
            String value = parameter.contains("=") ? decode(parameter.substring(parameter.indexOf('=') + 1)) : "";
            if (REFUSED_PARAMETERS.contains(name)) {
                throw new RollcallException(
                        ErrorName.DATABASE_URL_PARAMETER_REFUSED,
                        "The database URL has the parameter '" + name
                                + "', which is not allowed because it can load code, write files or hold a secret.");
            } else if (name.equals("user")) {
                user = value;
            } else if (name.equals("password")) {
                password = value;
            } else if (name.equals("host") && value.startsWith("/")) {
                socketFolder = value;
            } else if (name.equals("port")) {
                port = value;
            } else if (!parameter.isEmpty()) {
                kept.add(driverName(written, url) + parameter.substring(written.length()));
            }
        }
        if (port != null && !PORT.matcher(port).matches()) {
            throw unreadable();
        }
        DatabaseSettings bare = withoutCredentials(url.substring(0, query), user, password);
        if (socketFolder != null) {
            Matcher local = WITHOUT_HOST.matcher(bare.url);
            if (!local.matches()) {
                throw new RollcallException(
                        ErrorName.INVALID_DATABASE_URL,
                        "The database URL has both a host and a socket folder: expected only one of them, such as"
                                + " postgresql:///database?host=/run/postgresql.");
            }
            if (port == null) {
                port = local.group("port") == null ? "5432" : local.group("port");
            }
            String socket = URLEncoder.encode(socketFolder + "/.s.PGSQL." + port, StandardCharsets.UTF_8);
            kept.add("sslmode=disable");
            kept.add("socketFactory=" + UnixSocketFactory.class.getName());
            kept.add("socketFactoryArg=" + socket);
            bare = new DatabaseSettings(
                    JDBC_PREFIX + "//localhost:" + port + local.group("database"), bare.user, bare.password);
        } else if (port != null) {
            kept.add("port=" + port);
        }
        return kept.isEmpty()
                ? bare
                : new DatabaseSettings(bare.url + "?" + String.join("&", kept), bare.user, bare.password);
    }

    private static Map<String, String> parameters() {
        Map<String, String> names = new HashMap<>(Map.of(
                "application_name", PGProperty.APPLICATION_NAME.getName(),
                "channel_binding", PGProperty.CHANNEL_BINDING.getName(),
                "connect_timeout", PGProperty.CONNECT_TIMEOUT.getName(),
                "dbname", "dbname",
                "host", "host",
                "require_auth", PGProperty.REQUIRE_AUTH.getName()));
        for (PGProperty property : PGProperty.values()) {
            names.put(property.getName().toLowerCase(Locale.ROOT), property.getName());
        }
        return Map.copyOf(names);
    }

    /** Quotes an unknown parameter only if it can't be the rest of a password that contains a & or ?. */
    private static String driverName(String written, String url) {
        String name = PARAMETERS.get(written.toLowerCase(Locale.ROOT));
        if (name == null) {
            boolean mayBeSecret =
                    url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password");
            throw new RollcallException(
                    ErrorName.INVALID_DATABASE_URL,
                    "The database URL has an unknown parameter" + (mayBeSecret ? "" : " '" + written + "'") + "."
                            + ResemblingNames.question(written, List.copyOf(PARAMETERS.values())));
        }
        return name;
    }

    /** The driver would treat {@code user:password@} as part of the hostname and print it in every error. */
    private static DatabaseSettings withoutCredentials(String bare, @Nullable String user, @Nullable String password) {
        Matcher parts = WITH_CREDENTIALS.matcher(bare);
        if (!parts.matches()) {
            return new DatabaseSettings(requireNone(bare), user, password);
        }
        String[] credentials = parts.group("credentials").split(":", 2);
        return new DatabaseSettings(
                parts.group("before") + requireNone(parts.group("after")),
                decode(credentials[0]),
                credentials.length > 1 ? decode(credentials[1]) : password);
    }

    /** An @ that is left may follow the rest of a password that contains a / or ?. */
    private static String requireNone(String text) {
        if (text.contains("@")) {
            throw unreadable();
        }
        return text;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** Without a cause, because its message quotes the URL, which may contain a password. */
    private static RollcallException unreadable() {
        return new RollcallException(
                ErrorName.INVALID_DATABASE_URL,
                "The database URL can't be parsed: expected postgresql://user@host:port/database, with any of"
                        + " : / ? # @ % in a name written as %3A %2F %3F %23 %40 %25.");
    }
}
