package dev.gatehouse.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What a {@link ScriptedUpstream} does in answer to one request: its steps, in order. A script that
 * ends neither by closing nor by a reset leaves the connection open for the next request.
 */
@FunctionalInterface
public interface Script {

    List<Step> steps();

    static Script of(Step... steps) {
        List<Step> all = List.of(steps);
        return () -> all;
    }

    /** These bytes and nothing else, one for each character; the connection stays open. */
    static Script raw(String text) {
        return of(Step.send(text));
    }

    /** An answer to build upon: no headers but {@code Content-Length}, no body. */
    static Answer status(int status) {
        return Answer.status(status);
    }

    /** 200 with this type and text, of known length. */
    static Answer ok(String type, String text) {
        return status(200).type(type).body(text);
    }

    /** 200 with these bytes as {@code application/octet-stream}. */
    static Answer bytes(byte[] bytes) {
        return status(200).type("application/octet-stream").body(bytes);
    }

    /** 200 with a JSON text. */
    static Answer json(String text) {
        return ok("application/json", text);
    }

    /** 200 with a web page, as a captive portal or a login page sends it. */
    static Answer html() {
        return ok("text/html; charset=utf-8", "<!DOCTYPE html><title>Sign in</title><p>Sign in");
    }

    /** 200 with JSON that is coded with gzip and says so. */
    static Answer gzippedJson(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return status(200)
                .type("application/json")
                .header("Content-Encoding", "gzip")
                .body(gzip(plain));
    }

    /** A redirect with an empty body. */
    static Answer redirect(int status, String location) {
        return status(status).header("Location", location);
    }

    /** 304 with this validator. */
    static Answer notModified(String etag) {
        return status(304).header("ETag", etag);
    }

    /** A reset instead of an answer. */
    static Script reset() {
        return of(Step.reset());
    }

    /** The end of the connection instead of an answer. */
    static Script hangUp() {
        return of(Step.close());
    }

    /** Never answers. */
    static Script silence() {
        return of(Step.hold());
    }

    /** Bytes that are no HTTP at all. */
    static Script garbage() {
        return of(Step.send("SSH-2.0-OpenSSH_9.9\r\n"), Step.close());
    }

    /** The same after a wait: nothing is sent before it. */
    default Script after(Duration wait) {
        return of(
                Stream.concat(Stream.of(Step.pause(wait)), steps().stream()).toArray(Step[]::new));
    }

    /** The same and more at the end. */
    default Script then(Step... more) {
        return of(Stream.concat(steps().stream(), Stream.of(more)).toArray(Step[]::new));
    }

    /** One gzip member. */
    static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
