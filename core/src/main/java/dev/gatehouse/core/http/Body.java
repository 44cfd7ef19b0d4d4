package dev.gatehouse.core.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The body of a response. */
public sealed interface Body {
    /** No bytes. */
    Body EMPTY = new Memory(List.of());

    /** Its length in bytes; -1 for content that still grows and whose length nobody declared. */
    long length();

    /** Bytes in memory or mapped, in order; each buffer is read-only and never changes. */
    record Memory(List<ByteBuffer> segments) implements Body {
        public Memory {
            segments = segments.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
        }

        @Override
        public long length() {
            return segments.stream().mapToLong(ByteBuffer::remaining).sum();
        }
    }

    /** A range of a file that never changes while the response is written. */
    record FileRange(Path path, long offset, long length) implements Body {}

    /** Content that another thread is still writing: see {@link GrowingContent}. */
    record Growing(GrowingContent content, long offset, long length) implements Body {}

    /** Content that is made while it is sent: see {@link LiveContent}. */
    record Live(LiveContent content) implements Body {
        @Override
        public long length() {
            return -1;
        }
    }

    static Body of(byte[] bytes) {
        return new Memory(List.of(ByteBuffer.wrap(bytes)));
    }

    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
