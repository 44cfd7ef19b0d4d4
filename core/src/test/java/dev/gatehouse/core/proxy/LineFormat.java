package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.format.View;
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
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The smallest format: a document is {@code name X}, then lines {@code version V [FILE [SHA256
 * [SIZE]]]}; a line {@code note T} belongs to the document. Names are lower case.
 */
class LineFormat implements Format<LineFormat.Line, String> {
    static final FormatId ID = new FormatId("lines");

    /** One version. */
    record Line(Version version, List<ReleaseFile> files) implements Release {
        @Override
        public Optional<java.time.Instant> publishedAt() {
            return Optional.empty();
        }
    }

    /** The whole index, or one version of it. */
    record Style(String cacheKey) implements IndexStyle {}

    static PackageName named(String text) {
        if (text.contains(" ")) {
            throw new IllegalArgumentException("'" + text + "' has a space");
        }
        return new PackageName(ID, text.toLowerCase(Locale.ROOT));
    }

    @Override
    public FormatId id() {
        return ID;
    }

    @Override
    public PackageName name(String text) {
        return named(text);
    }

    @Override
    public Predicate<PackageName> ownedNames(String pattern) {
        String fixed = pattern.toLowerCase(Locale.ROOT).replace("*", "");
        return name -> name.value().startsWith(fixed);
    }

    @Override
    public Route route(RequestHead head) {
        List<String> path = head.target().segments();
        if (path.size() < 2) {
            return new Route.Unknown("no such path");
        }
        String word = path.get(1);
        return switch (path.getFirst()) {
            case "index" -> new Route.Index(key(word), new Style(rest(path)), View.MERGED);
            case "local" -> new Route.Index(key(word), new Style(rest(path)), View.LOCAL);
            case "file" -> file(path);
            case "publish" -> new Route.Publish(Role.PUBLISH);
            case "search" -> new Route.Search(new SearchQuery(word, 0, 20));
            case "ask" ->
                    new Route.Gather(
                            new LineGathering(path.subList(1, path.size()), Optional.empty()));
            case "about" ->
                    new Route.Gather(
                            new LineGathering(
                                    List.of(word), Optional.of(new Version(path.get(2)))));
            case "hello" -> new Route.Direct(by -> Response.text(200, "hello " + by.name()));
            case "account" -> new Route.Account(new LineAccount());
            case "bad" -> new Route.Invalid("bad " + word);
            default -> new Route.Unknown("no such path");
        };
    }

    private static String rest(List<String> path) {
        return path.size() > 2 ? path.get(2) : "";
    }

    private static IndexKey key(String name) {
        return IndexKey.of(named(name));
    }

    private static Route file(List<String> path) {
        FileName file = new FileName(path.getLast());
        return new Route.File(
                named(path.get(1)),
                path.size() > 3 ? Optional.of(new Version(path.get(2))) : Optional.empty(),
                file);
    }

    @Override
    public UpstreamRequest indexRequest(IndexKey key) {
        return UpstreamRequest.index("index/" + key.name(), "text/plain");
    }

    @Override
    public ReleaseIndex<Line, String> readIndex(IndexKey key, IndexDocument document)
            throws BadUpstreamException {
        String text = StandardCharsets.UTF_8.decode(document.content().duplicate()).toString();
        if (!text.startsWith("name " + key.name() + "\n")) {
            throw new BadUpstreamException("not the document of " + key.name());
        }
        return parse(key, text);
    }

    private static ReleaseIndex<Line, String> parse(IndexKey key, String text) {
        Map<Version, Line> lines = new LinkedHashMap<>();
        String note = "";
        for (String line : text.lines().skip(1).toList()) {
            if (line.startsWith("note ")) {
                note = line.substring(5);
            } else {
                Line release = line(key.name(), line.split(" ", -1));
                lines.merge(release.version(), release, LineFormat::both);
            }
        }
        return new ReleaseIndex<>(key, lines, note, text.length());
    }

    private static Line both(Line one, Line other) {
        List<ReleaseFile> files = new ArrayList<>(one.files());
        files.addAll(other.files());
        return new Line(one.version(), files);
    }

    /** Bad words end in an unchecked exception, as a careless format's would. */
    private static Line line(PackageName name, String[] words) {
        Version version = new Version(words[1]);
        if (words.length == 2) {
            return new Line(version, List.of());
        }
        Set<Digest> digests = words.length > 3 ? Set.of(Digest.sha256(words[3])) : Set.of();
        OptionalLong size =
                words.length > 4 ? OptionalLong.of(Long.parseLong(words[4])) : OptionalLong.empty();
        URI location = URI.create("files/" + name + "/" + words[2]);
        return new Line(
                version, List.of(new ReleaseFile(new FileName(words[2]), location, digests, size)));
    }

    @Override
    public ReleaseIndex<Line, String> localIndex(LocalPackage local) {
        Map<Version, Line> lines = new LinkedHashMap<>();
        for (LocalRelease release : local.available()) {
            List<ReleaseFile> files =
                    release.files().stream()
                            .map(
                                    f ->
                                            new ReleaseFile(
                                                    f.file(),
                                                    URI.create("local"),
                                                    Set.of(f.sha256()),
                                                    OptionalLong.of(f.size())))
                            .toList();
            lines.put(release.version(), new Line(release.version(), files));
        }
        return new ReleaseIndex<>(IndexKey.of(local.key().name()), lines, local.document(), 1);
    }

    @Override
    public Rendering renderIndex(VisibleIndex<Line, String> index, Rendition rendition) {
        String wanted = rendition.style().cacheKey();
        if (index.isEmpty()) {
            return new Rendering.Nothing("no version of " + index.name());
        }
        if (!wanted.isEmpty() && index.find(new Version(wanted)).isEmpty()) {
            return new Rendering.Nothing("no version " + wanted + " of " + index.name());
        }
        StringBuilder text = new StringBuilder();
        index.accepted()
                .forEach(
                        (version, accepted) -> {
                            if (wanted.isEmpty() || wanted.equals(version.value())) {
                                text.append(version).append(' ').append(accepted.owner().name());
                                accepted.release()
                                        .files()
                                        .forEach(f -> text.append(shown(f, rendition)));
                                text.append('\n');
                            }
                        });
        index.documents().forEach(d -> text.append(note(d.document())));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Rendering.Document(
                List.of(ByteBuffer.wrap(bytes)), Headers.of("content-type", "text/plain"));
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : "note " + note + "\n";
    }

    /** The digest only where a stored file's stands in for it. */
    private static String shown(ReleaseFile file, Rendition rendition) {
        Set<Digest> kept = rendition.kept().getOrDefault(file.name(), Set.of());
        return " "
                + file.name()
                + kept.stream()
                        .filter(d -> d.algorithm() == DigestAlgorithm.SHA256)
                        .map(d -> "=" + d.hex().substring(0, 8))
                        .findFirst()
                        .orElse("");
    }

    @Override
    public FileName main(FileName file) {
        return new FileName(file.value().replace(".sig", ""));
    }

    @Override
    public Optional<Line> without(Line release, Set<FileName> files) {
        List<ReleaseFile> left =
                release.files().stream().filter(f -> !files.contains(f.name())).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Line(release.version(), left));
    }

    @Override
    public String contentType(FileName file) {
        return "application/octet-stream";
    }

    @Override
    public Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException {
        return LinePublication.read(request, intake);
    }

    @Override
    public Optional<Search> search() {
        return Optional.of(new LineSearch());
    }

    @Override
    public Response refuse(Refusal refusal, RequestHead head) {
        int status =
                switch (refusal) {
                    case Refusal.Blocked ignored -> 403;
                    case Refusal.Held ignored -> 403;
                    case Refusal.Undecided ignored -> 503;
                    case Refusal.NotFound ignored -> 404;
                    case Refusal.Exists ignored -> 403;
                    case Refusal.Conflict ignored -> 409;
                    case Refusal.TooLarge ignored -> 413;
                    case Refusal.Invalid ignored -> 400;
                    case Refusal.Forbidden(var text, var challenge) ->
                            challenge.isPresent() ? 401 : 403;
                    case Refusal.BadUpstream ignored -> 502;
                };
        return Response.text(status, refusal.text());
    }

    @Override
    public Optional<Version> newest(Set<Version> versions) {
        return versions.stream().max(Comparator.comparing(Version::value));
    }
}
