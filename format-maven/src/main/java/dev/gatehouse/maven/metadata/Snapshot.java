package dev.gatehouse.maven.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The builds of one snapshot version.
 *
 * @param newest the build that clients take who know no list of files; empty when files bear no
 *     time stamp
 */
public record Snapshot(Optional<Build> newest, List<Entry> entries, Optional<Instant> lastUpdated) {
    public Snapshot {
        entries = List.copyOf(entries);
    }

    /**
     * One build.
     *
     * @param timestamp as Maven writes it: {@code 20260101.120000}
     */
    public record Build(String timestamp, int number) implements Comparable<Build> {
        @Override
        public int compareTo(Build other) {
            int byTime = timestamp.compareTo(other.timestamp);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }

        @Override
        public String toString() {
            return timestamp + "-" + number;
        }
    }

    /**
     * The newest file of its kind.
     *
     * @param value the version in the file's name
     * @param updated as Maven writes it: {@code 20260101120000}; may be empty
     */
    public record Entry(String classifier, String extension, String value, String updated) {}
}
