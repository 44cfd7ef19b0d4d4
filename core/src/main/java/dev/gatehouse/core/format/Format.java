package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that a package ecosystem has to write. Thread-safe; pure, but for reading an upload.
 *
 * @param <R> its record of one version
 * @param <P> what belongs to its index document and not to a version
 */
public interface Format<R extends Release, P> {
    FormatId id();

    /**
     * The canonical name; bad input is an {@link IllegalArgumentException} with the expected form.
     */
    PackageName name(String text);

    /**
     * What an {@code owned-names} pattern covers; a bad one is an {@link IllegalArgumentException}.
     */
    Predicate<PackageName> ownedNames(String pattern);

    /** What a request asks for; its target begins below the format's mount path. Never fails. */
    Route route(RequestHead head);

    UpstreamRequest indexRequest(IndexKey key);

    /** Parses an upstream's document, which must be this package's own. */
    ReleaseIndex<R, P> readIndex(IndexKey key, IndexDocument document) throws BadUpstreamException;

    /** What was published here, in the same form. */
    ReleaseIndex<R, P> localIndex(LocalPackage local);

    /** Writes an index. */
    Rendering renderIndex(VisibleIndex<R, P> index, Rendition rendition);

    /** How to fetch a file that its owner lists. */
    UpstreamRequest fileRequest(PackageName name, R release, FileName file);

    /** The content type of a file. */
    String contentType(FileName file);

    /** Reads a publication; what is wrong with it is a {@link RefusedException}. */
    Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException;

    /**
     * Hits of a search among names that are here; what a source answers is cut to permitted names.
     */
    Search search();

    /** What the client is told. */
    Response refuse(Refusal refusal, RequestHead head);

    /** The same answer with a remark, where this format's clients show one; else as a header. */
    default Response note(Response answer, String remark) {
        return answer.with("x-gatehouse-notice", remark);
    }

    /** The version that a client most likely means by none: for explain and messages. */
    Optional<Version> newest(Set<Version> versions);

    /** A package's search requests, hits and answers. */
    interface Search {
        UpstreamRequest request(SearchQuery query);

        /** The hits of one upstream's answer, each under its name. */
        List<Hit> read(ByteBuffer content) throws BadUpstreamException;

        /** The hit of a package that is visible here. */
        Hit describe(LocalPackage local);

        Response answer(List<Hit> hits, SearchQuery query);

        /** The terms of a query that could reveal a name. */
        Set<String> terms(SearchQuery query);
    }

    /** One hit, as the format writes it. */
    record Hit(PackageName name, String entry) {}
}
