package dev.gatehouse.server.api.upload;

import dev.gatehouse.core.store.BlobDraft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Iterator;

/** Drafts one after the other, each opened when it is its turn. For one thread. */
final class PartsInput extends InputStream {
    private final Iterator<BlobDraft> parts;
    private InputStream current = InputStream.nullInputStream();

    PartsInput(Iterable<BlobDraft> parts) {
        this.parts = parts.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = current.read(bytes, offset, length);
        while (count < 0 && parts.hasNext()) {
            current.close();
            current = Channels.newInputStream(parts.next().open());
            count = current.read(bytes, offset, length);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
