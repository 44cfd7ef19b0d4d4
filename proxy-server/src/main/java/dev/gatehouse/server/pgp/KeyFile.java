package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.Packets.Packet;

import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one file of keys holds. Each certificate is parsed by itself, so that what is wrong with one
 * of them is told with its place and the others are kept.
 *
 * @param rings public keys; several may be copies of the same
 * @param revocations revocation certificates that stand by themselves, as {@code gpg --gen-revoke}
 *     writes them
 */
record KeyFile(
        List<PGPPublicKeyRing> rings, List<PGPSignature> revocations, List<KeyProblem> problems) {
    private static final int KEYBOX_MAGIC = 8;

    /** Reads a KEYS file, an armored or a binary key ring, Gradle's verification keyring. */
    static KeyFile read(String name, byte[] content) {
        var reader = new Reader(name);
        if (isKeybox(content)) {
            reader.problem("line 1", "a keybox of GnuPG; write a key ring with 'gpg --export'");
        } else if (Packets.isBinary(content)) {
            reader.addPackets(content, "");
        } else {
            reader.addText(content);
        }
        return new KeyFile(
                List.copyOf(reader.rings),
                List.copyOf(reader.revocations),
                List.copyOf(reader.problems));
    }

    private static boolean isKeybox(byte[] content) {
        return content.length > KEYBOX_MAGIC + 4
                && content[KEYBOX_MAGIC] == 'K'
                && content[KEYBOX_MAGIC + 1] == 'B'
                && content[KEYBOX_MAGIC + 2] == 'X'
                && content[KEYBOX_MAGIC + 3] == 'f';
    }

    private static final class Reader {
        private final String name;
        private final List<PGPPublicKeyRing> rings = new ArrayList<>();
        private final List<PGPSignature> revocations = new ArrayList<>();
        private final List<KeyProblem> problems = new ArrayList<>();

        Reader(String name) {
            this.name = name;
        }

        void addText(byte[] content) {
            boolean any = false;
            for (var piece : Armor.pieces(content)) {
                any |= !(piece instanceof Armor.Text);
                addPiece(piece);
            }
            if (!any) {
                problem("line 1", "there is no key in it");
            }
        }

        private void addPiece(Armor.Piece piece) {
            var place = "line " + piece.line();
            switch (piece) {
                case Armor.Block block when block.label().equals("PGP PUBLIC KEY BLOCK") ->
                        addPackets(block.data(), place + ", ");
                case Armor.Block block ->
                        problem(place, "expected public keys, found a " + block.label());
                case Armor.Broken broken -> problem(place, "a damaged block: " + broken.why());
                case Armor.Text text -> {}
            }
        }

        /**
         * Cuts before each primary key. Where the bytes end in the middle, the last key is not
         * taken: what is missing of it may be its revocation.
         */
        void addPackets(byte[] data, String place) {
            var packets = new Packets(data);
            var current = new ArrayList<Packet>();
            try {
                while (packets.hasNext()) {
                    var packet = packets.next();
                    if (packet.tag() == Packets.PUBLIC_KEY || packet.tag() == Packets.SECRET_KEY) {
                        addCertificate(current, place);
                        current.clear();
                    }
                    current.add(packet);
                }
                addCertificate(current, place);
            } catch (MalformedPgpException e) {
                int from = current.isEmpty() ? 0 : current.getFirst().offset();
                problem(place + "byte " + from, "a damaged key: " + e.why());
            }
        }

        private void addCertificate(List<Packet> packets, String place) {
            if (packets.isEmpty()) {
                return;
            }
            var first = packets.getFirst();
            var where = place + "byte " + first.offset();
            try {
                switch (first.tag()) {
                    case Packets.PUBLIC_KEY -> rings.add(ring(packets));
                    case Packets.SIGNATURE -> addRevocations(packets);
                    case Packets.SECRET_KEY ->
                            problem(where, "a secret key: it has no business here");
                    default -> problem(where, "no key begins here");
                }
            } catch (MalformedPgpException | IOException | PGPException | RuntimeException e) {
                problem(where, "a key that cannot be read: " + reason(e));
            }
        }

        private static PGPPublicKeyRing ring(List<Packet> packets)
                throws IOException, MalformedPgpException {
            int version = packets.getFirst().version();
            if (version != 4 && version != 6) {
                throw new MalformedPgpException("a key of version " + version);
            }
            var bytes = new ByteArrayOutputStream();
            for (var packet : packets) {
                switch (packet.tag()) {
                    case Packets.PUBLIC_KEY,
                            Packets.PUBLIC_SUBKEY,
                            Packets.USER_ID,
                            Packets.USER_ATTRIBUTE,
                            Packets.SIGNATURE ->
                            bytes.writeBytes(packet.encoded());
                    case Packets.TRUST, Packets.MARKER, Packets.PADDING -> {}
                    default ->
                            throw new MalformedPgpException(
                                    "a packet of type %d stands in it".formatted(packet.tag()));
                }
            }
            return new PGPPublicKeyRing(bytes.toByteArray(), new BcKeyFingerprintCalculator());
        }

        private void addRevocations(List<Packet> packets)
                throws MalformedPgpException, IOException, PGPException {
            for (var packet : packets) {
                var signature =
                        new PGPSignature(
                                BCPGInputStream.wrap(new ByteArrayInputStream(packet.encoded())));
                if (signature.getSignatureType() != PGPSignature.KEY_REVOCATION) {
                    throw new MalformedPgpException("a signature that revokes no key");
                }
                revocations.add(signature);
            }
        }

        void problem(String place, String message) {
            problems.add(new KeyProblem(name, place, message));
        }

        private static String reason(Exception e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }
}
