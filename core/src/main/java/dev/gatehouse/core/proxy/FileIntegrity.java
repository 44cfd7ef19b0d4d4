package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.upstream.UpstreamClient;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Compares received bytes with all that their source says of them. Thread-safe. */
final class FileIntegrity {
    private final ToldDigests told;

    FileIntegrity(UpstreamClient client) {
        this.told = new ToldDigests(client);
    }

    /** What may be done with the bytes. */
    sealed interface Verdict {
        /** They agree with everything. */
        record Right() implements Verdict {}

        /** They are not what was promised, and must not be served. */
        record Wrong(String what) implements Verdict {}

        /** They disagree with a checksum that the operator has told us to only warn of. */
        record Doubtful(String what) implements Verdict {}

        /** The source did not say what they should be. */
        record Unsettled(String reason) implements Verdict {}
    }

    /** Judges a file of which all bytes have come. */
    Verdict judge(FileRequest<?, ?> request, Headers answer, long received, Set<Digest> digests)
            throws IOException, InterruptedException {
        OptionalLong size = request.file().size();
        if (size.isPresent() && size.getAsLong() != received) {
            return new Verdict.Wrong("has " + received + " bytes instead of " + size.getAsLong());
        }
        Optional<String> listed = disagreement(request.file().digests(), digests);
        if (listed.isPresent()) {
            return new Verdict.Wrong(listed.get());
        }
        return switch (told.of(request, answer)) {
            case ToldDigests.Told.Silent(String reason) -> new Verdict.Unsettled(reason);
            case ToldDigests.Told.Known(Set<Digest> expected) ->
                    disagreement(expected, digests)
                            .<Verdict>map(
                                    what ->
                                            request.upstream().strictChecksums()
                                                    ? new Verdict.Wrong(what)
                                                    : new Verdict.Doubtful(what))
                            .orElseGet(Verdict.Right::new);
        };
    }

    private static Optional<String> disagreement(Set<Digest> expected, Set<Digest> actual) {
        for (Digest one : expected) {
            Optional<Digest> other =
                    actual.stream().filter(d -> d.algorithm() == one.algorithm()).findFirst();
            if (other.isPresent() && !other.get().equals(one)) {
                return Optional.of("has " + other.get() + " instead of " + one);
            }
        }
        return Optional.empty();
    }
}
