package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/** Reads bodies as a server would. */
final class Bodies {
    private Bodies() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] read(Body body) throws IOException, InterruptedException {
        return switch (body) {
            case Body.Memory(var segments) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                for (ByteBuffer segment : segments) {
                    byte[] bytes = new byte[segment.remaining()];
                    segment.duplicate().get(bytes);
                    out.write(bytes);
                }
                yield out.toByteArray();
            }
            case Body.FileRange(var path, long offset, long length) ->
                    Arrays.copyOfRange(
                            Files.readAllBytes(path), (int) offset, (int) (offset + length));
            case Body.Growing growing -> grown(growing);
            case Body.Live _ -> throw new IllegalArgumentException("live content");
        };
    }

    private static byte[] grown(Body.Growing growing) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileChannel channel = growing.content().open()) {
            long position = 0;
            while (true) {
                long ready = growing.content().await(position);
                if (ready == position) {
                    return out.toByteArray();
                }
                ByteBuffer bytes = ByteBuffer.allocate((int) (ready - position));
                while (bytes.hasRemaining()
                        && channel.read(bytes, position + bytes.position()) >= 0) {}
                out.write(bytes.array());
                position = ready;
            }
        }
    }
}
