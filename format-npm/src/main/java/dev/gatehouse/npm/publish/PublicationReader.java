package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NamedPath;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.name.NpmVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what changes a name that is published here. Thread-safe. */
public final class PublicationReader {
    private static final String REVISION = "-rev";
    private static final int MOST_TAG_BODY = 1024;

    private final StrictJson json;
    private final long mostBytes;

    /**
     * A reader with a limit.
     *
     * @param mostBytes how big one published file may be
     */
    public PublicationReader(StrictJson json, long mostBytes) {
        this.json = json;
        this.mostBytes = mostBytes;
    }

    /** Reads a request that {@code NpmRoutes} has found to be a publication. */
    public Publication read(Request request, Intake intake) throws IOException, RefusedException {
        List<String> segments = request.head().target().segments();
        try {
            if (segments.size() > 2 && segments.getFirst().equals("-")) {
                return tag(NamedPath.of(segments.subList(2, segments.size())), request);
            }
            NamedPath path = NamedPath.of(segments);
            return request.head().method() == Method.DELETE
                    ? unpublish(path)
                    : packument(path, request, intake);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(Objects.toString(e.getMessage()));
        }
    }

    /** The path's rest is {@code dist-tags/TAG}. */
    private Publication tag(NamedPath path, Request request) throws IOException, RefusedException {
        String tag = path.rest().getLast();
        Optional<Version> version = Optional.empty();
        if (request.head().method() != Method.DELETE) {
            version = Optional.of(tagged(request));
            TagName.require(tag);
        }
        LocalEdit edit = new EditTag(tag, version, json);
        return new Publication(path.name(), "dist-tag", List.of(), edit);
    }

    private Version tagged(Request request) throws IOException, RefusedException {
        byte[] body;
        try (InputStream in = request.body().open()) {
            body = in.readNBytes(MOST_TAG_BODY);
        }
        return json.find(ByteBuffer.wrap(body))
                .flatMap(JsonNode::stringValueOpt)
                .filter(NpmVersion::isServable)
                .map(Version::new)
                .orElseThrow(() -> RefusedException.invalid("expected a version as a JSON string"));
    }

    /** The path's rest is {@code -rev/R}, or {@code -/FILE/-rev/R} for one version. */
    private Publication unpublish(NamedPath path) throws RefusedException {
        List<String> rest = path.rest();
        Optional<Version> only = Optional.empty();
        if (!rest.getFirst().equals(REVISION)) {
            FileName file = new FileName(rest.get(rest.size() - 3));
            only = NpmName.versionOf(path.name(), file);
            if (only.isEmpty()) {
                throw RefusedException.invalid("'" + file + "' is no tarball of " + path.name());
            }
        }
        LocalEdit edit = new Unpublish(only, rest.getLast(), json);
        return new Publication(path.name(), "unpublish", List.of(), edit);
    }

    private Publication packument(NamedPath path, Request request, Intake intake)
            throws IOException, RefusedException {
        PackageName name = path.name();
        LocalPackage current = intake.current(name);
        var reader =
                new SentPackumentReader(
                        json, intake, mostBytes, members -> refuseEarly(current, members));
        SentPackument sent = reader.read(request.body());
        boolean wholeEdit = !path.rest().isEmpty();
        if (sent.files().isEmpty()) {
            return edit(path, sent);
        }
        if (wholeEdit) {
            throw RefusedException.invalid("a publication has no revision in its path");
        }
        if (current.releases().isEmpty() && !NpmName.mayBePublished(name)) {
            throw NewVersion.notNew(name);
        }
        return new NewVersion(name, sent, json).publication(request.principal().name());
    }

    private Publication edit(NamedPath path, SentPackument sent) throws RefusedException {
        boolean named = sent.members().has("name");
        if (named && !sent.isOf(path.name())) {
            throw RefusedException.invalid("the packument is not that of " + path.name());
        }
        boolean atRevision = !path.rest().isEmpty();
        if (!atRevision && sent.versions().isEmpty()) {
            throw RefusedException.invalid("expected versions, and an attachment with the tarball");
        }
        Optional<String> revision =
                atRevision ? Optional.of(path.rest().getLast()) : sent.revision();
        String action = atRevision && sent.versions().isPresent() ? "unpublish" : "deprecate";
        LocalEdit edit = new EditPackument(sent, revision, atRevision, json);
        return new Publication(path.name(), action, List.of(), edit);
    }

    /** What is published already is refused before its tarball is read. */
    private static void refuseEarly(LocalPackage current, ObjectNode members)
            throws RefusedException {
        PackageName name = current.key().name();
        if (members.path("versions").size() != 1) {
            return;
        }
        String text = members.path("versions").propertyNames().iterator().next();
        if (!NpmVersion.isServable(text)) {
            return;
        }
        Version version = new Version(text);
        if (current.find(version).filter(LocalRelease::isAvailable).isPresent()) {
            throw new RefusedException(Refuse.exists(name, version));
        }
    }
}
