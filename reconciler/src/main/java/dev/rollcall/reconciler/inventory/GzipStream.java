// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks streams of gzip that follow each other. Java would ignore whatever follows them that is not gzip. */
final class GzipStream extends GZIPInputStream {

    private static final int TRAILER_LENGTH = 8;

    private long countAtFill;

    GzipStream(InputStream packed) throws IOException {
        super(new Counted(packed));
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        countAtFill = count();
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        int count = super.read(bytes, offset, most);
        if (count < 0) {
            // after the data of the last stream, both in Java's buffer and what it has read beyond that
            long rest = inf.getRemaining() + count() - countAtFill;
            if (rest > TRAILER_LENGTH || in.read() >= 0) {
                throw new ZipException("something else follows");
            }
        }
        return count;
    }

    private long count() {
        return ((Counted) in).count;
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int most) throws IOException {
            int read = super.read(bytes, offset, most);
            count += Math.max(0, read);
            return read;
        }
    }
}
