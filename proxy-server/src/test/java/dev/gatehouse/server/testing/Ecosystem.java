package dev.gatehouse.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One package format as a test of the rule sees it: how its registries answer, and its paths. */
public interface Ecosystem {
    /** The key of its block in a repository. */
    String format();

    /** A valid package name with this word in it. */
    String name(String word);

    /** An {@code owned-names} pattern that covers {@code name("acme-" + anything)}. */
    String ownedPattern();

    /** A registry with what is on the shelf; files hold the marker, uncompressed. */
    Function<RecordedRequest, Script> registry(Shelf shelf);

    /** What an upstream's {@code url} is, for a registry at that root. */
    URI upstream(URI root);

    /** Where the versions of a package are listed. */
    URI index(URI mount, String name);

    /**
     * Other documents of the package that list or hold versions: of one version, in other forms.
     */
    List<URI> otherDocuments(URI mount, String name, String version);

    /** The versions that an index shows. */
    List<String> versions(HttpResponse<String> index);

    /** What an index says of the bytes of a version's file, if it says anything of them. */
    Optional<String> trace(Shelf.Item item);

    /** The file that a client installs. */
    URI file(URI mount, String name, String version);

    /**
     * What belongs to that file: checksum, signature, metadata; at the registry it is there too.
     */
    List<URI> companions(URI mount, String name, String version);

    /** Publishes a version with that marker; fails if it is refused. */
    void publish(RunningGate gate, String repository, Shelf.Item item)
            throws IOException, InterruptedException;

    /** The status of the index of a decided name without a visible version. */
    int ofNothingVisible();
}
