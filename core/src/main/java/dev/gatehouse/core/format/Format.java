package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that a package ecosystem has to write. Thread-safe; pure, but for reading an upload or a
 * stored file.
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
     * The version that people mean by this text, where one version has several spellings; bad input
     * is an {@link IllegalArgumentException}.
     */
    default Version version(String text) {
        return new Version(text);
    }

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

    /** The same, with the signatures that the repository itself made of the files. */
    default ReleaseIndex<R, P> localIndex(
            LocalPackage local, Map<FileName, RegistryStatement.Claim> signed) {
        return localIndex(local);
    }

    /** Writes an index. */
    Rendering renderIndex(VisibleIndex<R, P> index, Rendition rendition);

    /** The file of that name; empty when the release has none. */
    default Optional<ReleaseFile> file(R release, FileName name) {
        return release.files().stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** The file whose lot that one shares, because it lies beside it; else the file itself. */
    default FileName main(FileName file) {
        return file;
    }

    /**
     * The release without those files and what lies beside them; empty when nothing of it is left.
     */
    default Optional<R> without(R release, Set<FileName> files) {
        return Optional.empty();
    }

    /** How versions are found that no index lists; empty: what no index lists is not there. */
    default Optional<Unlisted<R>> unlisted() {
        return Optional.empty();
    }

    /**
     * Where a source keeps the digests of a file that its index does not tell, the one to ask first
     * first. An answer begins with the digest in hexadecimal.
     */
    default Map<DigestAlgorithm, UpstreamRequest> digestRequests(ReleaseFile file) {
        return Map.of();
    }

    /** Digests of a file that the headers of an upstream's answer tell. */
    default Set<Digest> digests(Headers answer) {
        return Set.of();
    }

    /**
     * Files that belong beside a fetched one and can be made of it, such as the metadata in an
     * archive; none that the release lists, for what a source has is passed on as it is. A client
     * waits for it, so it takes little time and memory whatever the bytes are, and what cannot be
     * made without doubt is left out.
     *
     * @param bytes of the file, verified
     */
    default Map<FileName, ByteBuffer> companions(
            PackageName name, R release, FileName file, StoredBytes bytes) throws IOException {
        return Map.of();
    }

    /**
     * Whether {@link #companions} may have something for a file that is stored already; asked
     * before its bytes are read again.
     */
    default boolean hasCompanions(R release, FileName file) {
        return false;
    }

    /** How advisories speak of its packages; empty: nobody publishes any about them. */
    default Optional<Ecosystem> ecosystem() {
        return Optional.empty();
    }

    /** Where its files' signatures are; empty: nobody signs them. */
    default Optional<Signing<R>> signing() {
        return Optional.empty();
    }

    /** The content type of a file. */
    String contentType(FileName file);

    /** What its headers say of a file besides. */
    default Headers describe(Set<Digest> digests) {
        return Headers.none();
    }

    /** Reads a publication; what is wrong with it is a {@link RefusedException}. */
    Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException;

    /**
     * Hits of a search among names that are here; what a source answers is cut to permitted names.
     * Empty for a format whose clients do not search.
     */
    default Optional<Search> search() {
        return Optional.empty();
    }

    /**
     * How people count, see and send what is stored; empty: it is seen by the format's clients
     * alone.
     */
    default Optional<Packaging<R, P>> packaging() {
        return Optional.empty();
    }

    /** The change that a command comes to; empty when the format knows no such command. */
    default Optional<LocalEdit> edit(LocalCommand command) {
        return Optional.empty();
    }

    /**
     * Other names about which an index document says something: a source is heard only about those
     * that it may speak for, see {@link Rendition#spokenFor}.
     */
    default Set<PackageName> mentioned(P document) {
        return Set.of();
    }

    /** What the client is told. */
    Response refuse(Refusal refusal, RequestHead head);

    /** The same answer with a remark, where this format's clients show one; else as a header. */
    default Response note(Response answer, String remark) {
        return answer.with("x-gatehouse-notice", remark.replaceAll("[^\\x20-\\x7e]", "?"));
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
