package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator commands to one version: npm's word for a yank is a deprecation, and its message
 * is what clients show.
 */
public record EditVersion(LocalCommand command, StrictJson json) implements LocalEdit {
    private static final String DEPRECATED = "deprecated";

    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        Optional<LocalRelease> release =
                current.find(command.version()).filter(LocalRelease::isAvailable);
        if (release.isEmpty()) {
            return new Outcome.Rejected(Refuse.unknown(current.key().name(), command.version()));
        }
        LocalPackage next = current.with(edited(release.get()));
        NameDocument document = NameDocument.of(next, json);
        document.settleTags(next);
        return Answers.changed(200, current, next.with(document.text()), json);
    }

    private LocalRelease edited(LocalRelease release) {
        ObjectNode manifest = json.own(release.manifest());
        return switch (command) {
            case LocalCommand.Yank yank -> {
                // An empty message is how npm takes a deprecation back.
                String reason = yank.reason().isEmpty() ? DEPRECATED : yank.reason();
                yield release.with(manifest.put(DEPRECATED, reason).toString());
            }
            case LocalCommand.Unyank unyank -> {
                manifest.remove(DEPRECATED);
                yield release.with(manifest.toString());
            }
            case LocalCommand.Delete delete -> release.in(LocalRelease.State.DELETED);
        };
    }
}
