package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@code npm deprecate}, {@code owner} and {@code unpublish} of one version send: the whole
 * packument. Only deprecations, dist-tags and maintainers are taken from it, and versions that it
 * lacks are deleted.
 *
 * @param revision the revision that the client has read, if it says
 * @param deletes whether versions that are not in it are to be deleted
 */
record EditPackument(
        SentPackument sent, Optional<String> revision, boolean deletes, StrictJson json)
        implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        if (current.available().isEmpty()) {
            return new Outcome.Rejected(Refuse.unknown(name));
        }
        if (revision.filter(r -> !r.equals(LocalPackument.revision(current))).isPresent()) {
            return new Outcome.Rejected(Refuse.stale(name));
        }
        LocalPackage next = current;
        for (LocalRelease release : current.available()) {
            next = next.with(edited(release));
        }
        NameDocument document = NameDocument.of(next, json);
        document.maintainers(sent.members().path("maintainers"));
        if (sent.distTags().isObject()) {
            document.replaceTags(sent.distTags(), next);
        }
        document.settleTags(next);
        return Answers.changed(200, current, next.with(document.text()), json);
    }

    private LocalRelease edited(LocalRelease release) {
        if (sent.versions().isEmpty()) {
            return release;
        }
        JsonNode version = sent.versions().get().get(release.version().value());
        if (version == null) {
            return deletes ? release.in(LocalRelease.State.DELETED) : release;
        }
        JsonNode deprecated = version.path("deprecated");
        if (!deprecated.isString()) {
            return release;
        }
        ObjectNode manifest = json.own(release.manifest());
        if (deprecated.stringValue().isEmpty()) {
            manifest.remove("deprecated");
        } else {
            manifest.set("deprecated", deprecated);
        }
        return release.with(manifest.toString());
    }
}
