package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Fails a test class in which a buffer was lost: every buffer is tracked. */
final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Recording());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LEAKS.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(collect()).as("lost buffers").isEmpty();
    }

    /** What was lost so far. A detector reports when something new is tracked. */
    static Queue<String> collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.onSpinWait();
            for (int k = 0; k < 64; k++) {
                ByteBuf probe = PooledByteBufAllocator.DEFAULT.directBuffer(16);
                probe.release();
            }
        }
        return LEAKS;
    }

    static final class Recording extends ResourceLeakDetectorFactory {
        @Override
        @Deprecated
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return detector(resource);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval) {
            return detector(resource);
        }

        private static <T> ResourceLeakDetector<T> detector(Class<T> resource) {
            return new ResourceLeakDetector<>(resource, 1) {
                @Override
                protected void reportTracedLeak(String type, String records) {
                    LEAKS.add(type + records);
                }

                @Override
                protected void reportUntracedLeak(String type) {
                    LEAKS.add(type);
                }
            };
        }
    }
}
