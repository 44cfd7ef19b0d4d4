package dev.gatehouse.server.pgp;

import dev.gatehouse.server.pgp.Packets.Packet;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;

/** One signature tried with one key, while the file's bytes pass by. Not thread-safe. */
final class Trial {
    private final PGPSignature signature;
    private final Owned owned;
    private boolean possible;

    private Trial(PGPSignature signature, Owned owned, boolean possible) {
        this.signature = signature;
        this.owned = owned;
        this.possible = possible;
    }

    static Trial of(Packet packet, Owned owned) throws MalformedPgpException {
        var signature = DetachedSignatures.parse(packet);
        try {
            signature.init(new ContentVerifiers(), owned.key().key());
            return new Trial(signature, owned, true);
        } catch (PGPException | RuntimeException e) {
            // A key that cannot have made this signature; the parser's numbers may be anything.
            return new Trial(signature, owned, false);
        }
    }

    Owned owned() {
        return owned;
    }

    void update(byte[] buffer, int length) {
        if (possible) {
            signature.update(buffer, 0, length);
        }
    }

    /** Whether this key made that signature over exactly the bytes that passed. */
    boolean isCorrect() {
        try {
            possible = possible && signature.verify();
            return possible;
        } catch (PGPException | RuntimeException e) {
            possible = false;
            return false;
        }
    }
}
