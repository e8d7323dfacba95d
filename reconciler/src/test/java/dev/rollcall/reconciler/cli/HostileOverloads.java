// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Functions and operators in {@code public} that fit the calls in our SQL better than those of PostgreSQL do, made by a role
 * that may create there, as everybody may in a database that came from PostgreSQL 14 or older. Whichever is called leaves
 * a mark that no rollback takes back, and fails. Whichever is only found gives what nothing can take ({@code hostile}), so
 * that a statement fails that names it, whether or not there are rows to call it for.
 */
final class HostileOverloads {

    private static final String ROLE = "rollcall_test_mallory";

    private HostileOverloads() {}

    /** Opens public to everybody, and makes the role and its mark. */
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
     * Makes an overload of every function and operator that anything of ours names or could name, of one to three arguments
     * of these types.
     *
     * @param types all that one or two arguments are of; three are of the first five
     */
    static void create(Connection connection, String names, String types) throws SQLException {
        execute(connection, "set role " + ROLE);
        // Every creation is tried on its own: some signatures PostgreSQL does not allow.
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
