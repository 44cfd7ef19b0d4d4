package dev.gatehouse.core.format;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.Optional;
import java.util.function.Function;

/** What a request asks of its repository. */
public sealed interface Route {
    /** An index, or a part of one: a packument, one version of it, its dist-tags. */
    record Index(IndexKey key, IndexStyle style, View view) implements Route {}

    /**
     * A file.
     *
     * @param version when the path tells it; else the visible index says which version lists the
     *     file
     */
    record File(PackageName name, Optional<Version> version, FileName file) implements Route {}

    /**
     * The checksum of a file, decided like the file.
     *
     * @param checksum the name of the checksum's own file
     */
    record Checksum(File of, DigestAlgorithm algorithm, FileName checksum) implements Route {}

    /** A list of all names. */
    record Names(Listing listing) implements Route {}

    /** A publication or another change of a local name; the body is read by the format. */
    record Publish(Role needed) implements Route {}

    /** A search in free text. */
    record Search(SearchQuery query) implements Route {}

    /**
     * A question to several sources whose answers are put together: keys, attestations, advisories.
     */
    record Gather(Gathering gathering) implements Route {}

    /** Answered from the request alone: ping, whoami. */
    record Direct(Function<Principal, Response> answer) implements Route {}

    /** About the sender's own credentials; the server answers it before any repository does. */
    record Account(AccountCall call) implements Route {}

    /** The path or its names are malformed: 400. */
    record Invalid(String reason) implements Route {}

    /** None of the format's paths: 404. */
    record Unknown(String reason) implements Route {}
}
