package dev.gatehouse.config.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
final class NearestName {
    private NearestName() {}

    /** The name with the fewest edits, unless those are more than a third of it. */
    static Optional<String> among(Collection<String> known, String wrong) {
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(wrong, name)))
                .filter(name -> edits(wrong, name) <= Math.max(2, name.length() / 3))
                .filter(name -> edits(wrong, name) < name.length());
    }

    /** Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
