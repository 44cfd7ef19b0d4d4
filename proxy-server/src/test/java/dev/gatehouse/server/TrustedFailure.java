package dev.gatehouse.server;

import dev.gatehouse.server.testing.Answer;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.Script;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A way in which a trusted source can fail to say whether it has a package.
 *
 * @param script what it does when asked for the package of that name; empty: it refuses connections
 */
record TrustedFailure(String name, Optional<BiFunction<String, URI, Script>> script) {

    /**
     * The table.
     *
     * @param bomb a body that a few bytes of gzip become
     */
    static List<TrustedFailure> all(byte[] bomb) {
        List<TrustedFailure> all = new ArrayList<>();
        all.add(new TrustedFailure("refused", Optional.empty()));
        all.addAll(silences());
        all.addAll(redirects());
        for (int status : new int[] {400, 401, 403, 407, 408, 425, 429, 500, 502, 503, 504}) {
            all.add(of("status-" + status, _ -> Script.status(status).type("application/json")));
        }
        all.addAll(otherDocuments());
        all.addAll(damages());
        all.addAll(compressed(bomb));
        return List.copyOf(all);
    }

    private static List<TrustedFailure> silences() {
        return List.of(
                of("reset", _ -> Script.reset()),
                of("hangs-up", _ -> Script.hangUp()),
                of("no-http", _ -> Script.garbage()),
                of("hangs", _ -> Script.silence()),
                of("trickles", name -> answer(name).trickledFromTheStart(20)),
                of("trickles-after-head", name -> answer(name).trickled(20)),
                of("missing-trickles", _ -> Script.status(404).trickledFromTheStart(2)),
                of("stalls-after-head", name -> answer(name).stalledAfterHead()),
                of("stalls-in-body", name -> answer(name).stalledAfter(60)));
    }

    private static List<TrustedFailure> redirects() {
        List<TrustedFailure> all = new ArrayList<>();
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            all.add(
                    new TrustedFailure(
                            "redirect-" + status,
                            Optional.of(
                                    (name, elsewhere) ->
                                            Script.redirect(
                                                    status, elsewhere.resolve(name).toString()))));
        }
        all.add(of("redirect-nowhere", _ -> Script.status(302)));
        all.add(of("redirect-to-itself", name -> Script.redirect(302, "/" + name)));
        return all;
    }

    private static List<TrustedFailure> otherDocuments() {
        return List.of(
                of("page", _ -> Script.html()),
                of("page-as-json", _ -> Script.json("<!DOCTYPE html><title>Sign in</title>")),
                of("empty", _ -> Script.json("")),
                of("no-content", _ -> Script.status(204)),
                of("null", _ -> Script.json("null")),
                of("list", _ -> Script.json("[]")),
                of("no-name", _ -> Script.json("{\"versions\":{},\"dist-tags\":{}}")),
                of("error-with-200", _ -> Script.json("{\"error\":\"not_found\"}")),
                of("other-package", _ -> Script.json(document("somebody-else"))),
                of("other-case", name -> Script.json(document(name.replace("probe", "Probe")))),
                of("wrong-type", name -> Script.ok("text/plain", document(name))),
                of("not-modified", _ -> Script.notModified("\"never-sent\"")),
                of(
                        "partial",
                        name -> Script.status(206).type("application/json").body(document(name))));
    }

    private static List<TrustedFailure> damages() {
        return List.of(
                of("truncated", name -> answer(name).truncatedTo(100)),
                of("truncated-chunks", name -> answer(name).chunked().truncatedTo(100)),
                of("reset-in-body", name -> answer(name).resetAfter(100)),
                of("length-too-big", name -> answer(name).declaring(1 << 20).truncatedTo(50)),
                of("malformed", name -> Script.json(document(name).replaceFirst(":", ";"))),
                of("cut-json", name -> Script.json(document(name).substring(0, 100))),
                of("text-after-json", name -> Script.json(document(name) + "{}")),
                of(
                        "utf-16",
                        name -> json().body(document(name).getBytes(StandardCharsets.UTF_16))));
    }

    private static List<TrustedFailure> compressed(byte[] bomb) {
        return List.of(
                of("bad-gzip", _ -> gzipped("no gzip at all".getBytes(StandardCharsets.UTF_8))),
                of("cut-gzip", name -> gzipped(half(Script.gzip(bytes(name))))),
                of("broken-gzip", name -> gzipped(flipped(Script.gzip(bytes(name))))),
                of("bomb", _ -> gzipped(bomb)),
                of("other-coding", name -> answer(name).header("Content-Encoding", "br")));
    }

    private static TrustedFailure of(String name, Function<String, Script> script) {
        return new TrustedFailure(name, Optional.of((asked, _) -> script.apply(asked)));
    }

    private static Answer answer(String name) {
        return Script.json(document(name));
    }

    private static Answer json() {
        return Script.status(200).type("application/json");
    }

    private static Answer gzipped(byte[] body) {
        return json().header("Content-Encoding", "gzip").body(body);
    }

    private static String document(String name) {
        List<NpmPackage> versions = List.of(NpmPackage.of(name, "0.0.1", "of the trusted source"));
        return MadeUpRegistry.packument(name, versions, "http://127.0.0.1:1/");
    }

    private static byte[] bytes(String name) {
        return document(name).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] flipped(byte[] whole) {
        byte[] other = whole.clone();
        other[other.length / 2] ^= 0x55;
        return other;
    }
}
