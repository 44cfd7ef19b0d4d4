package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.Segments;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The parts of one version that are written anew while the rest is copied. Not thread-safe. */
final class Edits {
    /** Tarball, attestations, integrity, shasum. */
    private static final int MOST = 4;

    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private final byte[][] text = new byte[MOST][];
    private int count;
    private @Nullable Packument packument;
    private int row;

    void begin(Packument of, int ofRow) {
        packument = of;
        row = ofRow;
        count = 0;
    }

    boolean has(int column) {
        return table().has(row, column);
    }

    /** Writes this instead of the part that begins in that column. */
    void replace(int column, byte[] bytes) {
        add(table().at(row, column), table().at(row, column + 1), bytes);
    }

    /** Writes this before the part that begins in that column. */
    void insert(int column, byte[] bytes) {
        add(table().at(row, column), table().at(row, column), bytes);
    }

    /** Copies from one column's offset to another's. */
    void copy(Segments out, int fromColumn, int toColumn) {
        range(out, table().at(row, fromColumn), table().at(row, toColumn));
    }

    /** Copies a range; no edit may reach over its bounds. */
    void range(Segments out, int start, int end) {
        int at = start;
        for (int i = 0; i < count; i++) {
            if (from[i] >= start && to[i] <= end) {
                out.copy(table().content(), at, from[i]).bytes(text[i]);
                at = to[i];
            }
        }
        out.copy(table().content(), at, end);
    }

    /** Brings the edits into the order of the document; equal places keep theirs. */
    void sort() {
        for (int i = 1; i < count; i++) {
            for (int j = i; j > 0 && from[j - 1] > from[j]; j--) {
                swap(j - 1, j);
            }
        }
    }

    private void add(int start, int end, byte[] bytes) {
        from[count] = start;
        to[count] = end;
        text[count] = bytes;
        count++;
    }

    private void swap(int a, int b) {
        int start = from[a];
        int end = to[a];
        byte[] bytes = text[a];
        from[a] = from[b];
        to[a] = to[b];
        text[a] = text[b];
        from[b] = start;
        to[b] = end;
        text[b] = bytes;
    }

    private Packument table() {
        return Objects.requireNonNull(packument, "begin first");
    }
}
