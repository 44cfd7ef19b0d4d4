package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.json.JsonText;

import java.nio.ByteBuffer;

/**
 * A packument as a table: for each version, where its parts stand in the document. Immutable.
 *
 * @param content the document; all numbers are offsets into it
 * @param cells of one row after the other, each {@link #WIDTH} wide; a pair of zeros is a part that
 *     is not there
 * @param runs pairs of start and end: unbroken runs of the members that the abbreviated form keeps
 */
@SuppressWarnings("ArrayRecordComponent") // a table of its package, never compared
record Packument(PackageName name, ByteBuffer content, int[] cells, int[] runs) {
    /** From the quote of the version's key. */
    static final int ENTRY = 0;

    static final int VALUE = 1;
    static final int VALUE_END = 2;

    /** From the quote of the member's key. */
    static final int TARBALL_MEMBER = 3;

    static final int TARBALL = 4;
    static final int TARBALL_END = 5;
    static final int INTEGRITY = 6;
    static final int INTEGRITY_END = 7;
    static final int SHASUM = 8;
    static final int SHASUM_END = 9;
    static final int ATTESTATIONS = 10;
    static final int ATTESTATIONS_END = 11;
    static final int TIME = 12;
    static final int TIME_END = 13;

    /** Indices into {@link #runs}. */
    static final int RUNS = 14;

    static final int RUNS_END = 15;

    /** 1 when the version has install scripts and does not say so itself. */
    static final int INSTALL_SCRIPT = 16;

    static final int WIDTH = 17;

    int at(int row, int column) {
        return cells[row * WIDTH + column];
    }

    /** Whether the part that begins in that column is there. */
    boolean has(int row, int column) {
        return at(row, column + 1) > 0;
    }

    /** A string of the document, decoded; its range includes the quotes. */
    String string(int row, int column) {
        return JsonText.string(content, at(row, column), at(row, column + 1));
    }
}
