package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One reading of a metadata document. Versions that no path can name are passed over; an element
 * that may stand once and stands twice could be read in two ways, and is refused.
 */
final class MetadataScan implements StrictXml.Visitor {
    private static final String VERSIONING = "metadata/versioning";
    private static final String SNAPSHOT = VERSIONING + "/snapshot";
    private static final String SNAPSHOT_VERSION = VERSIONING + "/snapshotVersions/snapshotVersion";
    private static final String PLUGIN = "metadata/plugins/plugin";
    private static final Set<String> ONCE =
            Set.of(
                    "metadata/groupId",
                    "metadata/artifactId",
                    "metadata/version",
                    "metadata/plugins",
                    VERSIONING,
                    VERSIONING + "/versions",
                    VERSIONING + "/lastUpdated",
                    VERSIONING + "/snapshotVersions",
                    SNAPSHOT);
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,255}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_.+-]{1,100}");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{8}\\.\\d{6}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int MOST_VERSIONS = 100_000;
    private static final int MOST_PARTS = 10_000;
    private static final int MOST_TITLE = 200;

    private final IndexKey key;
    private final Map<String, String> singles = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();
    private final Set<Version> versions = new LinkedHashSet<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<Snapshot.Entry> entries = new ArrayList<>();
    private final Set<String> begun = new LinkedHashSet<>();

    MetadataScan(IndexKey key) {
        this.key = key;
    }

    @Override
    public void begins(String path) throws MalformedXmlException {
        boolean isRoot = path.indexOf('/') < 0;
        if (isRoot && !path.equals("metadata")) {
            throw new MalformedXmlException("root element '" + path + "': expected metadata");
        }
        if (ONCE.contains(path) && !begun.add(path)) {
            throw new MalformedXmlException("element " + path + " stands there twice");
        }
        if (path.equals(PLUGIN) || path.equals(SNAPSHOT_VERSION)) {
            fields.clear();
        }
    }

    @Override
    public void ends(String path, String text) throws MalformedXmlException {
        switch (path) {
            case VERSIONING + "/versions/version" -> version(text);
            case PLUGIN -> plugin();
            case SNAPSHOT_VERSION -> entry();
            default -> {
                if (isChild(path, PLUGIN) || isChild(path, SNAPSHOT_VERSION)) {
                    put(fields, path, path.substring(path.lastIndexOf('/') + 1), text);
                } else if (ONCE.contains(path) || isChild(path, SNAPSHOT)) {
                    put(singles, path, path, text);
                }
            }
        }
    }

    private static boolean isChild(String path, String of) {
        return path.length() > of.length()
                && path.startsWith(of)
                && path.lastIndexOf('/') == of.length();
    }

    private static void put(Map<String, String> into, String path, String name, String text)
            throws MalformedXmlException {
        if (into.putIfAbsent(name, text) != null) {
            throw new MalformedXmlException("element " + path + " stands there twice");
        }
    }

    private void version(String text) throws MalformedXmlException {
        if (versions.size() == MOST_VERSIONS) {
            throw new MalformedXmlException("more than " + MOST_VERSIONS + " versions");
        }
        if (SEGMENT.matcher(text).matches()
                && MavenName.isPossible(MavenName.artifactId(key.name()), text)) {
            versions.add(new Version(text));
        }
    }

    private void plugin() throws MalformedXmlException {
        requireRoom(plugins.size(), "plugins");
        String artifactId = field("artifactId");
        String prefix = field("prefix");
        if (SEGMENT.matcher(artifactId).matches() && PREFIX.matcher(prefix).matches()) {
            String title = field("name");
            plugins.add(
                    new Plugin(name(artifactId), prefix, title.length() > MOST_TITLE ? "" : title));
        }
    }

    private PackageName name(String artifactId) throws MalformedXmlException {
        String group = MavenName.asGroup(key.name());
        try {
            return MavenName.of(group, artifactId);
        } catch (IllegalArgumentException e) {
            throw new MalformedXmlException("plugins at " + group + ", which is no group", e);
        }
    }

    /** A file of another version under a snapshot's key would be another version's file. */
    private void entry() throws MalformedXmlException {
        requireRoom(entries.size(), "snapshot versions");
        String value = field("value");
        boolean isOwn =
                !key.part().isEmpty()
                        && (value.equals(key.part())
                                || value.matches(
                                        Pattern.quote(key.part().replace("-SNAPSHOT", ""))
                                                + "-\\d{8}\\.\\d{6}-\\d{1,9}"));
        String classifier = field("classifier");
        boolean isNamed = classifier.isEmpty() || KIND.matcher(classifier).matches();
        if (isOwn && isNamed && KIND.matcher(field("extension")).matches()) {
            String updated = MavenTimes.parse(field("updated")).map(MavenTimes::format).orElse("");
            entries.add(new Snapshot.Entry(classifier, field("extension"), value, updated));
        }
    }

    private static void requireRoom(int size, String what) throws MalformedXmlException {
        if (size == MOST_PARTS) {
            throw new MalformedXmlException("more than " + MOST_PARTS + " " + what);
        }
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Coordinates need not be told; those that are told must be the package's or the group's. */
    void requireOwn() throws MalformedXmlException {
        PackageName name = key.name();
        String group = singles.getOrDefault("metadata/groupId", "");
        String artifact = singles.getOrDefault("metadata/artifactId", "");
        boolean ofGroup = artifact.isEmpty() && group.equals(MavenName.asGroup(name));
        boolean ofPackage =
                (group.isEmpty() || group.equals(MavenName.groupId(name)))
                        && (artifact.isEmpty() || artifact.equals(MavenName.artifactId(name)));
        if (!ofGroup && !ofPackage) {
            throw new MalformedXmlException(
                    "metadata of %s:%s where that of %s is expected"
                            .formatted(group, artifact, name));
        }
        String version = singles.getOrDefault("metadata/version", "");
        if (!key.part().isEmpty() && !version.isEmpty() && !version.equals(key.part())) {
            throw new MalformedXmlException(
                    "metadata of %s %s where that of %s is expected"
                            .formatted(name, version, key.part()));
        }
    }

    Set<Version> versions() {
        return versions;
    }

    List<Plugin> plugins() {
        return plugins;
    }

    List<Snapshot.Entry> entries() {
        return entries;
    }

    Optional<Instant> lastUpdated() {
        return MavenTimes.parse(singles.getOrDefault(VERSIONING + "/lastUpdated", ""));
    }

    Snapshot snapshot() {
        String timestamp = singles.getOrDefault(SNAPSHOT + "/timestamp", "");
        String number = singles.getOrDefault(SNAPSHOT + "/buildNumber", "");
        Optional<Snapshot.Build> newest =
                TIMESTAMP.matcher(timestamp).matches() && NUMBER.matcher(number).matches()
                        ? Optional.of(new Snapshot.Build(timestamp, Integer.parseInt(number)))
                        : Optional.empty();
        return new Snapshot(newest, entries, lastUpdated());
    }
}
