// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Functions and operators in {@code public} that match the calls in our SQL better than PostgreSQL's, made by a role
 * that may create there, as anyone may in a database from PostgreSQL 14 or older. Calling one leaves a mark that
 * survives a rollback, and fails. Merely resolving one gives an unusable type ({@code hostile}), so that the statement
 * fails even without rows.
 */
final class HostileOverloads {

    private static final String ROLE = "rollcall_test_mallory";

    private HostileOverloads() {}

    /** Opens public to everyone, and creates the role and its mark. */
    static void openPublic(Connection connection) throws SQLException {
        execute(connection, """
                do $$
                begin
                  if not exists (select from pg_roles where rolname = '%1$s') then
                    create role %1$s;
                  end if;
                end
                $$;
                grant create on schema public to public;
                create type public.hostile as (is_hostile boolean);
                create sequence public.hostile_calls;
                grant all on sequence public.hostile_calls to public;
                """.formatted(ROLE));
    }

    /**
     * Creates an overload of every function and operator that our code uses or could use, with one to three arguments
     * of these types.
     *
     * @param types all types of one or two arguments; three arguments use the first five
     */
    static void create(Connection connection, String names, String types) throws SQLException {
        execute(connection, "set role " + ROLE);
        // Each is attempted separately, because PostgreSQL does not allow some signatures.
        execute(connection, """
                set check_function_bodies = off;
                do $do$
                declare
                  types text[] := array[%2$s];
                  few text[] := types[1:5];
                  call text;
                  body constant text := $body$ begin
                    perform pg_catalog.nextval('public.hostile_calls'::pg_catalog.regclass);
                    raise exception 'a hostile overload was called';
                  end $body$;
                begin
                  for call in
                    select pg_catalog.format('create function public.%%I(%%s) returns public.hostile language plpgsql as %%L', n, a, body)
                      from pg_catalog.unnest(array[%1$s]) as n
                     cross join (
                             select x from pg_catalog.unnest(types) as x
                              union all
                             select x || ', ' || y from pg_catalog.unnest(types) as x, pg_catalog.unnest(types) as y
                              union all
                             select x || ', ' || y || ', ' || z
                               from pg_catalog.unnest(few) as x, pg_catalog.unnest(few) as y, pg_catalog.unnest(few) as z
                           ) as s (a)
                     union all
                    select pg_catalog.format('create function public.hostile_%%s_%%s(%%s, %%s) returns public.hostile language plpgsql as %%L'
                             , x.number, y.number, x.type, y.type, body)
                      from pg_catalog.unnest(types) with ordinality as x (type, number)
                         , pg_catalog.unnest(types) with ordinality as y (type, number)
                     union all
                    select pg_catalog.format('create operator public.%%s (leftarg = %%s, rightarg = %%s, function = public.hostile_%%s_%%s)'
                             , o, x.type, y.type, x.number, y.number)
                      from pg_catalog.unnest(array['=', '<>', '<', '>', '<=', '>=', '||', '+', '-', '*', '/', '~', '!~', '~~'
                             , '!~~', '<<', '>>', '&', '|', '@>', '&&']) as o
                         , pg_catalog.unnest(types) with ordinality as x (type, number)
                         , pg_catalog.unnest(types) with ordinality as y (type, number)
                  loop
                    begin
                      execute call;
                    exception when others then
                      null;
                    end;
                  end loop;
                end
                $do$;
                """.formatted(names, types));
        execute(connection, "reset role; reset check_function_bodies");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
