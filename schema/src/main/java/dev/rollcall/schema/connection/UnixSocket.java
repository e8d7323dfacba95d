// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The part of a socket that the driver needs, on top of a channel, because Java supports Unix sockets for channels
 * only.
 *
 * <p>TCP options are accepted and ignored. There is no read timeout: the other end is a local process, whose end closes
 * the channel.
 */
final class UnixSocket extends Socket {

    private final Path path;
    private @Nullable SocketChannel channel;

    UnixSocket(Path path) {
        this.path = path;
    }

    /** Ignores the address: the driver can only pass one for TCP. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    @Override
    public boolean isConnected() {
        return channel != null && channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return channel != null && !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return Channels.newInputStream(connected());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return Channels.newOutputStream(connected());
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private SocketChannel connected() throws SocketException {
        if (channel == null) {
            throw new SocketException("not connected to " + path);
        }
        return channel;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public synchronized void setSoTimeout(int timeout) {}

    @Override
    public synchronized int getSoTimeout() {
        return 0;
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) {}

    @Override
    public synchronized int getReceiveBufferSize() {
        return 0;
    }

    @Override
    public synchronized void setSendBufferSize(int size) {}

    @Override
    public synchronized int getSendBufferSize() {
        return 0;
    }
}
