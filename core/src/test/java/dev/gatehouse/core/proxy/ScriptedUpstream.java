package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** One upstream of a test: what it has, how it fails, and what it was asked. Thread-safe. */
final class ScriptedUpstream {
    private final Map<String, byte[]> has = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> next = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Optional<Answer> always = Optional.empty();
    private volatile boolean tags;
    private volatile boolean declares = true;

    /** A scripted answer to one request. */
    @FunctionalInterface
    interface Answer {
        UpstreamReply to(UpstreamRequest request) throws InterruptedException;
    }

    /** It has an index with these lines below its name. */
    ScriptedUpstream index(String name, String... lines) {
        String text = "name " + name + "\n" + String.join("\n", lines);
        has.put("index/" + name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** It has versions without files. */
    ScriptedUpstream versions(String name, String... versions) {
        return index(name, Arrays.stream(versions).map(v -> "version " + v).toArray(String[]::new));
    }

    ScriptedUpstream file(String name, String file, byte[] bytes) {
        has.put("files/" + name + "/" + file, bytes);
        return this;
    }

    ScriptedUpstream text(String path, String text) {
        has.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    ScriptedUpstream without(String path) {
        has.remove(path);
        return this;
    }

    /** From now on it gives ETags, and 304 to who has them. */
    ScriptedUpstream tagging() {
        tags = true;
        return this;
    }

    /** From now on it does not say how long its bodies are. */
    ScriptedUpstream silentAboutLengths() {
        declares = false;
        return this;
    }

    /** The next answers for that path, in order, before what it has. */
    ScriptedUpstream next(String path, Answer answer) {
        next.computeIfAbsent(path, p -> new ConcurrentLinkedDeque<>()).add(answer);
        return this;
    }

    ScriptedUpstream always(Answer answer) {
        always = Optional.of(answer);
        return this;
    }

    ScriptedUpstream down() {
        return always(r -> new UpstreamReply.Broken("connection refused"));
    }

    ScriptedUpstream up() {
        always = Optional.empty();
        return this;
    }

    /** Paths that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    void forgetAsked() {
        asked.clear();
    }

    UpstreamReply answer(UpstreamRequest request, Optional<Validator> validator)
            throws InterruptedException {
        String path = request.location().toString();
        asked.add(request.method() == Method.HEAD ? "HEAD " + path : path);
        Answer first = next.getOrDefault(path, new ArrayDeque<>()).poll();
        if (first != null) {
            return first.to(request);
        }
        if (always.isPresent()) {
            return always.get().to(request);
        }
        byte[] bytes = has.get(path);
        if (bytes == null) {
            return new UpstreamReply.Missing(404);
        }
        String tag = '"' + Integer.toHexString(Arrays.hashCode(bytes)) + '"';
        if (tags && validator.flatMap(Validator::etag).filter(tag::equals).isPresent()) {
            return new UpstreamReply.NotModified(Headers.none());
        }
        Headers headers = Headers.of("content-type", "text/plain");
        return found(
                tags ? headers.with("etag", tag) : headers,
                new ByteArrayInputStream(bytes),
                declares ? OptionalLong.of(bytes.length) : OptionalLong.empty());
    }

    static UpstreamReply found(Headers headers, InputStream body, OptionalLong length) {
        return new UpstreamReply.Found(
                headers, URI.create("https://registry.example/"), length, body);
    }

    /** 200 with these bytes. */
    static Answer bytes(byte[] bytes) {
        return r -> found(Headers.none(), new ByteArrayInputStream(bytes), OptionalLong.empty());
    }

    /** 200 with a body that breaks off after these bytes. */
    static Answer broken(byte[] bytes) {
        InputStream cut =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new BrokenBodyException("cut off");
                    }

                    @Override
                    public int read(byte[] into, int at, int most) throws IOException {
                        throw new BrokenBodyException("cut off");
                    }
                };
        return r ->
                found(
                        Headers.none(),
                        new SequenceInputStream(new ByteArrayInputStream(bytes), cut),
                        OptionalLong.empty());
    }

    /** Waits for the latch, then answers. */
    static Answer after(CountDownLatch latch, Answer answer) {
        return r -> {
            latch.await();
            return answer.to(r);
        };
    }
}
