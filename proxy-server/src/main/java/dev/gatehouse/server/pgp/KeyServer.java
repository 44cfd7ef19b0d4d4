package dev.gatehouse.server.pgp;

import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import org.bouncycastle.openpgp.PGPPublicKeyRing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A server of public keys. What it says is evidence of what the keys' owners said, and no more.
 *
 * @param way how it is asked
 */
public record KeyServer(Upstream upstream, Way way) {
    private static final int MOST_BYTES = 1 << 20;

    /** More than one key has the same key id only where somebody wanted that. */
    private static final int MOST_RINGS = 4;

    /** How a server is asked. */
    public enum Way {
        /** draft-gallagher-openpgp-hkp: {@code pks/lookup}. */
        HKP,
        /** The interface of Hagrid: {@code vks/v1}. */
        VKS
    }

    /** What a server says of a key. */
    sealed interface Answer {
        /** Certificates in which a key of that name lies; at least one. */
        record Found(List<PGPPublicKeyRing> rings) implements Answer {}

        /** It does not have it. */
        record Missing() implements Answer {}

        /** It did not say. */
        record Silent(String why) implements Answer {}
    }

    Answer ask(KeyName name, UpstreamClient client) throws InterruptedException {
        UpstreamRequest request =
                UpstreamRequest.service(location(name), "application/pgp-keys, */*;q=0.1");
        try (UpstreamReply reply = client.fetch(upstream, request, Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> read(name, found);
                case UpstreamReply.Missing ignored -> new Answer.Missing();
                case UpstreamReply.NotModified ignored -> new Answer.Silent("answered 304");
                case UpstreamReply.Refused refused -> new Answer.Silent(refused.reason());
                case UpstreamReply.Broken broken -> new Answer.Silent(broken.reason());
            };
        } catch (IOException e) {
            return new Answer.Silent(String.valueOf(e.getMessage()));
        }
    }

    private String location(KeyName name) {
        return switch (way) {
            case HKP -> "pks/lookup?op=get&options=mr&search=0x" + name.hex();
            case VKS ->
                    "vks/v1/"
                            + (name.isFingerprint() ? "by-fingerprint/" : "by-keyid/")
                            + name.hex();
        };
    }

    private static Answer read(KeyName name, UpstreamReply.Found found) throws IOException {
        byte[] bytes = found.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            return new Answer.Silent("answered with more than " + MOST_BYTES + " bytes");
        }
        List<PGPPublicKeyRing> rings =
                KeyFile.read("key server", bytes).rings().stream()
                        .filter(name::isIn)
                        .limit(MOST_RINGS)
                        .toList();
        return rings.isEmpty()
                ? new Answer.Silent("answered with something else than that key")
                : new Answer.Found(rings);
    }
}
