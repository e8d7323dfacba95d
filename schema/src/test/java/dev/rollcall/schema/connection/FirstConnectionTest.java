// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"57P03", "53300", "53200"})
    void should_retry_when_the_server_can_not_connect_now(String state) {
        assertThat(FirstConnection.isWorthAnotherTry(new SQLException("not now", state)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "3D000", "42501"})
    void should_not_retry_when_the_server_refuses(String state) {
        assertThat(FirstConnection.isWorthAnotherTry(new SQLException("never", state)))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void should_retry_when_nothing_listens_yet(IOException failure) {
        assertThat(FirstConnection.isWorthAnotherTry(new SQLException("no connection", "08001", failure)))
                .isTrue();
    }

    static List<IOException> should_retry_when_nothing_listens_yet() {
        return List.of(new ConnectException("Connection refused"), new UnknownHostException("db"), new EOFException());
    }

    @ParameterizedTest
    @MethodSource
    void should_not_retry_when_the_result_would_be_the_same(IOException failure) {
        assertThat(FirstConnection.isWorthAnotherTry(new SQLException("no connection", "08001", failure)))
                .isFalse();
    }

    static List<IOException> should_not_retry_when_the_result_would_be_the_same() {
        return List.of(
                new SocketTimeoutException("Connect timed out"),
                new FileNotFoundException("root.crt"),
                new SSLHandshakeException("certificate_unknown"));
    }
}
