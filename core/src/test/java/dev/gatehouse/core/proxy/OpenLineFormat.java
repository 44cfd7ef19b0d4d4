package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalRelease.State;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The same with versions and files that no index lists. Whether a source has a version is asked at
 * {@code has/NAME/VERSION}; a file's checksum lies beside it, with {@code .sum}. A file that ends
 * in {@code .sig} accompanies another, one in {@code .chg} may change. A note {@code about A B}
 * mentions the names A and B.
 */
class OpenLineFormat extends LineFormat implements Unlisted<LineFormat.Line> {
    @Override
    public Route route(RequestHead head) {
        List<String> path = head.target().segments();
        if (path.getFirst().equals("names")) {
            return new Route.Names(new LineListing(path.size() > 1));
        }
        if (path.getFirst().equals("part")) {
            IndexKey key = new IndexKey(named(path.get(1)), path.get(2));
            return new Route.Index(key, new Style(""), View.MERGED);
        }
        Route route = super.route(head);
        return route instanceof Route.File file && file.file().value().endsWith(".sum")
                ? sum(file)
                : route;
    }

    private static Route sum(Route.File wanted) {
        String of = wanted.file().value().replace(".sum", "");
        return new Route.Checksum(
                new Route.File(wanted.name(), wanted.version(), new FileName(of)),
                DigestAlgorithm.SHA256,
                wanted.file());
    }

    @Override
    public UpstreamRequest indexRequest(IndexKey key) {
        return key.part().isEmpty()
                ? super.indexRequest(key)
                : UpstreamRequest.index("part/" + key.name() + "/" + key.part(), "text/plain");
    }

    @Override
    public Optional<ReleaseFile> file(Line release, FileName name) {
        Optional<ReleaseFile> listed = super.file(release, name);
        return listed.isPresent() || !release.files().isEmpty()
                ? listed
                : Optional.of(
                        new ReleaseFile(
                                name,
                                URI.create("open/" + release.version() + "/" + name),
                                Set.of(),
                                OptionalLong.empty(),
                                kind(name)));
    }

    private static FileKind kind(FileName name) {
        if (name.value().endsWith(".sig") || name.value().endsWith(".sum")) {
            return FileKind.COMPANION;
        }
        return name.value().endsWith(".chg") ? FileKind.CHANGING : FileKind.CONTENT;
    }

    @Override
    public Optional<Unlisted<Line>> unlisted() {
        return Optional.of(this);
    }

    @Override
    public UpstreamRequest probe(PackageName name, Version version) {
        return UpstreamRequest.index("has/" + name + "/" + version, "text/plain");
    }

    @Override
    public void check(PackageName name, Version version, IndexDocument answer)
            throws BadUpstreamException {
        String text = StandardCharsets.UTF_8.decode(answer.content().duplicate()).toString();
        if (!text.equals("yes")) {
            throw new BadUpstreamException("'" + text + "' instead of yes");
        }
    }

    @Override
    public Line release(PackageName name, Version version) {
        return new Line(version, List.of());
    }

    @Override
    public Map<DigestAlgorithm, UpstreamRequest> digestRequests(ReleaseFile file) {
        Map<DigestAlgorithm, UpstreamRequest> requests = new LinkedHashMap<>();
        if (file.kind() != FileKind.COMPANION) {
            requests.put(
                    DigestAlgorithm.SHA256,
                    UpstreamRequest.file(URI.create(file.location() + ".sum")));
        }
        return requests;
    }

    @Override
    public Set<Digest> digests(Headers answer) {
        return answer.first("x-sum").map(Digest::sha256).map(Set::of).orElse(Set.of());
    }

    @Override
    public Headers describe(Set<Digest> digests) {
        return Headers.of("x-digests", Integer.toString(digests.size()));
    }

    @Override
    public Set<PackageName> mentioned(String note) {
        return note.startsWith("about ")
                ? Arrays.stream(note.substring(6).split(" ", -1))
                        .map(LineFormat::named)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    @Override
    public Optional<LocalEdit> edit(LocalCommand command) {
        return command instanceof LocalCommand.Delete(Version version)
                ? Optional.of(
                        (now, at) ->
                                now.find(version)
                                        .<LocalEdit.Outcome>map(
                                                r ->
                                                        new LocalEdit.Outcome.Changed(
                                                                now.with(r.in(State.DELETED)),
                                                                Response.text(200, "deleted")))
                                        .orElseGet(
                                                () ->
                                                        new LocalEdit.Outcome.Rejected(
                                                                new Refusal.NotFound(
                                                                        Refusal.Asked.INDEX,
                                                                        "no version " + version))))
                : Optional.empty();
    }
}
