// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of every session, whatever is set for the role, the database or the server. They are set after
 * connecting, because poolers refuse most of them as startup options. An explicit {@code options} parameter in the URL
 * has priority.
 */
final class SessionSettings {

    private static final Map<String, String> NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("array_nulls", "on"),
            Map.entry("bytea_output", "hex"),
            Map.entry("check_function_bodies", "on"),
            // ends a long statement soon after its client has died
            Map.entry("client_connection_check_interval", "2s"),
            // all rows of a cursor are read
            Map.entry("cursor_tuple_fraction", "1"),
            Map.entry("datestyle", "ISO, MDY"),
            Map.entry("default_transaction_deferrable", "off"),
            Map.entry("default_transaction_read_only", "off"),
            // runs may take any time, and the session of their lock is idle meanwhile
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("idle_session_timeout", "0"),
            Map.entry("intervalstyle", "postgres"),
            // compiling a plan costs more than most statements save
            Map.entry("jit", "off"),
            Map.entry("lock_timeout", "0"),
            Map.entry("row_security", "on"),
            Map.entry("standard_conforming_strings", "on"),
            Map.entry("statement_timeout", "0"),
            // ends the session of a machine that is gone, and with it the run lock, after two minutes; also keeps an
            // idle session in the memory of firewalls
            Map.entry("tcp_keepalives_count", "6"),
            Map.entry("tcp_keepalives_idle", "60"),
            Map.entry("tcp_keepalives_interval", "10"),
            Map.entry("transaction_timeout", "0"),
            Map.entry("transform_null_equals", "off")));

    /**
     * Sets the search path first, with a statement that calls nothing: where others can create functions and operators
     * in {@code public}, theirs could match better than PostgreSQL's and run with our rights.
     */
    static final String STATEMENTS = """
            set search_path = pg_catalog, pg_temp;
            select set_config(s.name, w.value, false)
              from (values %s) as w (name, value)
              join pg_settings as s
                on lower(s.name) = w.name
             where s.source <> 'client'
               -- not supported on Windows
               and (w.name <> 'client_connection_check_interval' or version() !~* 'windows|mingw|visual c|msvc')
            """.formatted(NEEDED.entrySet().stream()
            .map(needed -> "('" + needed.getKey() + "', '" + needed.getValue() + "')")
            .collect(Collectors.joining(", ")));

    private SessionSettings() {}
}
