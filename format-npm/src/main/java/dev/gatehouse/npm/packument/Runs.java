package dev.gatehouse.npm.packument;

/** Collects unbroken runs of wanted members while an object is read. Not thread-safe. */
final class Runs {
    private static final int NONE = -1;

    private final IntList bounds;
    private int open = NONE;

    Runs(IntList bounds) {
        this.bounds = bounds;
    }

    /** The cursor stands at the name of a member. */
    void member(Cursor cursor, boolean wanted) {
        if (wanted && open == NONE) {
            open = cursor.start();
        } else if (!wanted) {
            end(cursor);
        }
    }

    /** The cursor stands at the end of the object, or at a member that is not wanted. */
    void end(Cursor cursor) {
        if (open != NONE) {
            bounds.add(open);
            bounds.add(cursor.trimmed(cursor.start()));
            open = NONE;
        }
    }
}
