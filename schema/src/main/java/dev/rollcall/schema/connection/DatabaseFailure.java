// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Describes what the database answered instead of doing its work, with what to do: rights, time, space, lost
 * connections. Distinguished by SQLSTATE (PostgreSQL manual, Appendix A).
 */
public final class DatabaseFailure {

    private static final String NO_RIGHT = "42501";

    private DatabaseFailure() {}

    /** Whether the failure was caused by a missing privilege. */
    public static boolean lacksRight(Throwable failure) {
        SQLException answer = answerIn(failure);
        return answer != null && NO_RIGHT.equals(answer.getSQLState());
    }

    /** The error for a failure with one of these causes; empty for any other. */
    public static Optional<NamedError> of(Throwable failure) {
        Optional<NamedError> own = wrapped(failure);
        if (own.isPresent()) {
            return own;
        }
        SQLException answer = answerIn(failure);
        if (answer == null) {
            return isClosed(failure) ? Optional.of(lost("the server closed it")) : Optional.empty();
        }
        String message = FailureText.of(answer);
        return Optional.ofNullable(
                switch (String.valueOf(answer.getSQLState())) {
                    case NO_RIGHT ->
                        new NamedError(
                                ErrorName.PERMISSION_DENIED,
                                "The database denies this user permission (" + message
                                        + "). 'rollcall migrate --print-roles' shows which role has which rights.");
                    case "57014" ->
                        new NamedError(
                                ErrorName.STATEMENT_CANCELLED,
                                "The database cancelled a statement (" + message
                                        + "). Someone cancelled it, or statement_timeout in --db-url is too short. Try again.");
                    case "53100" ->
                        new NamedError(
                                ErrorName.DISK_FULL,
                                "The disk of the database is full (" + message + "). Free space, then try again.");
                    case "25006" -> readOnly(message);
                    case "0A000" -> isOfReplica(answer) ? readOnly(message) : null;
                    case "53400" ->
                        new NamedError(
                                ErrorName.DATABASE_OUT_OF_RESOURCES,
                                "The database has reached a configured limit (" + message
                                        + "). Raise it for this user or database.");
                    case "55P03" ->
                        new NamedError(
                                ErrorName.LOCK_NOT_AVAILABLE,
                                "Another database session holds a lock that this command needs (" + message
                                        + "). Try again when that session is done, or wait longer (lock_timeout in --db-url).");
                    case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> lost(message);
                    default -> byClass(String.valueOf(answer.getSQLState()), message);
                });
    }

    /** The sentence of {@link #of}. */
    public static Optional<String> sentence(Throwable failure) {
        return of(failure).map(NamedError::sentence);
    }

    private static @Nullable NamedError byClass(String state, String message) {
        return switch (state.substring(0, 2)) {
            case "08" -> lost(message);
            case "40" ->
                new NamedError(
                        ErrorName.TRANSACTION_CONFLICT,
                        "The database aborted one of two conflicting transactions (" + message + "). Try again.");
            case "53" ->
                new NamedError(
                        ErrorName.DATABASE_OUT_OF_RESOURCES,
                        "The database is out of resources (" + message + "). Try again when it is less busy.");
            case "54" ->
                new NamedError(
                        ErrorName.DATABASE_LIMIT_EXCEEDED,
                        "The text is too long for the database (" + message + "). Shorten it.");
            case "58" ->
                new NamedError(
                        ErrorName.DATABASE_SYSTEM_ERROR,
                        "The database server reports an internal problem (" + message + "). See its log.");
            default -> null;
        };
    }

    /** A replica can't read unlogged tables. The place in the server's source does not depend on its language. */
    private static boolean isOfReplica(SQLException answer) {
        return answer instanceof PSQLException refusal
                && refusal.getServerErrorMessage() != null
                && "get_relation_info".equals(refusal.getServerErrorMessage().getRoutine());
    }

    private static NamedError readOnly(String message) {
        return new NamedError(
                ErrorName.DATABASE_READ_ONLY,
                "The database is read-only (" + message + "). Set --db-url to the primary server.");
    }

    private static NamedError lost(String message) {
        return new NamedError(
                ErrorName.CONNECTION_LOST,
                "The connection to the database was lost (" + message + "). Try again when the server is available.");
    }

    /** A RollcallException that jOOQ wrapped while it read a row. */
    private static Optional<NamedError> wrapped(Throwable failure) {
        if (failure instanceof RollcallException) {
            return Optional.empty();
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RollcallException ours) {
                return Optional.of(ours.error());
            }
        }
        return Optional.empty();
    }

    /** The pool reports a connection that the server has closed without an SQLSTATE. */
    private static boolean isClosed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException && "Connection is closed".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** The innermost answer of the server; its wrappers only say where it happened. */
    private static @Nullable SQLException answerIn(Throwable failure) {
        SQLException answer = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found && found.getSQLState() != null) {
                answer = found;
            }
        }
        return answer;
    }
}
