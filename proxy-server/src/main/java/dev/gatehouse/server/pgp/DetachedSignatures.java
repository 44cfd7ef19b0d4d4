package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.server.pgp.Packets.Packet;

import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what should be detached signatures: hostile bytes. Nothing but signatures may stand in
 * them: text around an armored block, another kind of block, keys or data make the whole malformed,
 * because another reader might take those for what is signed.
 */
final class DetachedSignatures {
    /** More than any publisher needs; each one costs a pass over the file. */
    static final int MOST = 16;

    private static final int MOST_PACKETS = 64;
    private static final int VERSION_3 = 3;
    private static final int VERSION_4 = 4;
    private static final int VERSION_6 = 6;

    private DetachedSignatures() {}

    /**
     * The packets of all signatures in there.
     *
     * @return at least one
     * @throws MalformedPgpException there is none, or something else is there too
     */
    static List<Packet> packets(byte[] bytes) throws MalformedPgpException {
        if (bytes.length == 0) {
            throw new MalformedPgpException("it is empty");
        }
        if (bytes.length > SignatureVerifier.MOST_BYTES) {
            throw new MalformedPgpException(
                    "it has %d bytes, at most %d are read"
                            .formatted(bytes.length, SignatureVerifier.MOST_BYTES));
        }
        var signatures = new ArrayList<Packet>();
        for (byte[] part : Packets.isBinary(bytes) ? List.of(bytes) : blocks(bytes)) {
            addSignatures(part, signatures);
        }
        if (signatures.isEmpty()) {
            throw new MalformedPgpException("there is no signature in it");
        }
        if (signatures.size() > MOST) {
            throw new MalformedPgpException(
                    "%d signatures, at most %d are judged".formatted(signatures.size(), MOST));
        }
        return signatures;
    }

    private static List<byte[]> blocks(byte[] text) throws MalformedPgpException {
        var parts = new ArrayList<byte[]>();
        for (var piece : Armor.pieces(text)) {
            switch (piece) {
                case Armor.Block block when block.label().equals("PGP SIGNATURE") ->
                        parts.add(block.data());
                case Armor.Block block ->
                        throw new MalformedPgpException(
                                "line %d begins a %s".formatted(block.line(), block.label()));
                case Armor.Broken broken ->
                        throw new MalformedPgpException(
                                "the block in line %d: %s".formatted(broken.line(), broken.why()));
                case Armor.Text other ->
                        throw new MalformedPgpException(
                                "line %d is no part of a signature".formatted(other.line()));
            }
        }
        return parts;
    }

    private static void addSignatures(byte[] part, List<Packet> signatures)
            throws MalformedPgpException {
        var packets = new Packets(part);
        for (int i = 0; packets.hasNext(); i++) {
            if (i == MOST_PACKETS) {
                throw new MalformedPgpException("more than %d packets".formatted(MOST_PACKETS));
            }
            var packet = packets.next();
            switch (packet.tag()) {
                case Packets.SIGNATURE -> signatures.add(packet);
                case Packets.MARKER, Packets.PADDING -> {}
                default ->
                        throw new MalformedPgpException(
                                "a packet of type %d stands among the signatures"
                                        .formatted(packet.tag()));
            }
        }
    }

    /**
     * Parses one signature; each call gives a new one, because it keeps state while it verifies.
     */
    static PGPSignature parse(Packet packet) throws MalformedPgpException {
        int version = packet.version();
        if (version != VERSION_3 && version != VERSION_4 && version != VERSION_6) {
            throw new MalformedPgpException("a signature of version " + version);
        }
        try {
            var signature =
                    new PGPSignature(
                            BCPGInputStream.wrap(new ByteArrayInputStream(packet.encoded())));
            requireTime(signature);
            return signature;
        } catch (IOException | PGPException | RuntimeException e) {
            // The parser meets hostile bytes with whatever exception comes first.
            throw new MalformedPgpException("a signature packet that cannot be read");
        }
    }

    /** RFC 9580, 5.2.3.11: the creation time must stand in the hashed part. */
    private static void requireTime(PGPSignature signature) throws IOException {
        if (signature.getVersion() != VERSION_3
                && !signature
                        .getHashedSubPackets()
                        .hasSubpacket(SignatureSubpacketTags.CREATION_TIME)) {
            throw new IOException("a signature without time");
        }
    }
}
