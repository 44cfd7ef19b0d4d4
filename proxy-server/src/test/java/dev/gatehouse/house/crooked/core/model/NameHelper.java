package dev.gatehouse.house.crooked.core.model;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.URL;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Breaks the habits of the house, one after the other. */
@SuppressWarnings("all") // a bad example, and meant to be one
public class NameHelper {
    static int counter;
    @Nullable CompletableFuture<ByteBuf> future;
    @Nullable UseCase useCase;
    @Nullable URL url;

    Object read(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        synchronized (this) {
            counter++;
        }
        System.out.println(System.getenv("HOME").toLowerCase() + Instant.now());
        return stream.readObject();
    }
}
