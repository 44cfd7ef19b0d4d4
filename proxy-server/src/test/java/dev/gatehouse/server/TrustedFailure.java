package dev.gatehouse.server;

import dev.gatehouse.server.testing.Answer;
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
 * @param slow whether it may be a deadline that ends it
 * @param script what it does when asked for the package of that name; empty: it refuses connections
 */
record TrustedFailure(String name, boolean slow, Optional<BiFunction<String, URI, Script>> script) {

    /**
     * The table.
     *
     * @param bomb a body that a few bytes of gzip become
     */
    static List<TrustedFailure> all(Documents documents, byte[] bomb) {
        Making making = new Making(documents);
        List<TrustedFailure> all = new ArrayList<>();
        all.add(new TrustedFailure("refused", false, Optional.empty()));
        making.silences().forEach(f -> all.add(new TrustedFailure(f.name(), true, f.script())));
        all.addAll(making.redirects());
        for (int status : new int[] {400, 401, 403, 407, 408, 425, 429, 500, 502, 503, 504}) {
            all.add(of("status-" + status, _ -> Script.status(status).type("application/json")));
        }
        all.addAll(making.otherDocuments());
        all.addAll(documents.impostors());
        all.addAll(making.damages());
        all.addAll(making.compressed(bomb));
        return List.copyOf(all);
    }

    /** The index documents of a format; a colon is a part of their syntax. */
    interface Documents {
        /** The content type that they have. */
        String type();

        /** Where the index of that package is, from the root. */
        String path(String name);

        /** An index that a trusted source could give. */
        String of(String name);

        /** Answers with status 200 that are no index of the package. */
        List<TrustedFailure> impostors();
    }

    /** A failure that answers with this script when asked for the package of that name. */
    static TrustedFailure of(String name, Function<String, Script> script) {
        return new TrustedFailure(name, false, Optional.of((asked, _) -> script.apply(asked)));
    }

    /** Makes the failures that look alike in all formats. */
    private record Making(Documents documents) {

        List<TrustedFailure> silences() {
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

        List<TrustedFailure> redirects() {
            List<TrustedFailure> all = new ArrayList<>();
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                all.add(
                        new TrustedFailure(
                                "redirect-" + status,
                                false,
                                Optional.of(
                                        (name, elsewhere) ->
                                                Script.redirect(
                                                        status,
                                                        elsewhere
                                                                .resolve(documents.path(name))
                                                                .toString()))));
            }
            all.add(of("redirect-nowhere", _ -> Script.status(302)));
            all.add(of("redirect-to-itself", name -> Script.redirect(302, documents.path(name))));
            return all;
        }

        List<TrustedFailure> otherDocuments() {
            return List.of(
                    of("page", _ -> Script.html()),
                    of("page-as-document", _ -> text("<!DOCTYPE html><title>Sign in</title>")),
                    of("empty", _ -> text("")),
                    of("no-content", _ -> Script.status(204)),
                    of("null", _ -> text("null")),
                    of("list", _ -> text("[]")),
                    of("error-with-200", _ -> text("{\"error\":\"not_found\"}")),
                    of("other-package", _ -> text(documents.of("somebody-else"))),
                    of("not-modified", _ -> Script.notModified("\"never-sent\"")),
                    of(
                            "partial",
                            name ->
                                    Script.status(206)
                                            .type(documents.type())
                                            .body(documents.of(name))));
        }

        List<TrustedFailure> damages() {
            return List.of(
                    of("truncated", name -> answer(name).truncatedTo(100)),
                    of("truncated-chunks", name -> answer(name).chunked().truncatedTo(100)),
                    of("reset-in-body", name -> answer(name).resetAfter(100)),
                    of("length-too-big", name -> answer(name).declaring(1 << 20).truncatedTo(50)),
                    of("malformed", name -> text(documents.of(name).replaceFirst(":", ";"))),
                    of("cut-json", name -> text(documents.of(name).substring(0, 100))),
                    of("text-after-json", name -> text(documents.of(name) + "{}")),
                    of(
                            "utf-16",
                            name ->
                                    typed().body(
                                                    documents
                                                            .of(name)
                                                            .getBytes(StandardCharsets.UTF_16))));
        }

        List<TrustedFailure> compressed(byte[] bomb) {
            return List.of(
                    of("bad-gzip", _ -> gzipped("no gzip at all".getBytes(StandardCharsets.UTF_8))),
                    of("cut-gzip", name -> gzipped(half(Script.gzip(bytes(name))))),
                    of("broken-gzip", name -> gzipped(flipped(Script.gzip(bytes(name))))),
                    of("bomb", _ -> gzipped(bomb)),
                    of("other-coding", name -> answer(name).header("Content-Encoding", "br")));
        }

        private Answer answer(String name) {
            return text(documents.of(name));
        }

        private Answer text(String body) {
            return Script.ok(documents.type(), body);
        }

        private Answer typed() {
            return Script.status(200).type(documents.type());
        }

        private Answer gzipped(byte[] body) {
            return typed().header("Content-Encoding", "gzip").body(body);
        }

        private byte[] bytes(String name) {
            return documents.of(name).getBytes(StandardCharsets.UTF_8);
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
}
