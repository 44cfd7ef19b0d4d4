package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.SignatureSubpacket;

/** A critical subpacket of a type that nobody has defined. */
final class UnknownSubpacket extends SignatureSubpacket {
    private static final int UNDEFINED = 99;

    UnknownSubpacket() {
        super(UNDEFINED, true, false, new byte[] {1});
    }
}
