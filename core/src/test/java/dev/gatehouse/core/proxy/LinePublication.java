package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.LocalRelease.State;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Publications of {@link LineFormat}: one line, {@code add V FILE BYTES}, {@code delete V}, {@code
 * note T}, {@code wrong}, {@code reject} or {@code break BYTES}, of which the last three fail at
 * different places.
 */
final class LinePublication {
    private LinePublication() {}

    static Publication read(Request request, Intake intake) throws IOException, RefusedException {
        PackageName name = LineFormat.named(request.head().target().segments().get(1));
        byte[] body = request.body().open().readAllBytes();
        String[] words = new String(body, StandardCharsets.UTF_8).split(" ", 4);
        return switch (words[0]) {
            case "add" -> add(name, words, intake);
            case "delete" ->
                    new Publication(name, "delete", List.of(), (now, at) -> deleted(now, words[1]));
            case "note" ->
                    new Publication(name, "note", List.of(), (now, at) -> done(now.with(words[1])));
            case "wrong" -> throw new RefusedException(new Refusal.Invalid("wrong"));
            case "reject" ->
                    new Publication(name, "reject", List.of(), (now, at) -> rejected("rejected"));
            default -> {
                intake.draft().sink().write(body);
                throw new IOException("broke off");
            }
        };
    }

    private static Publication add(PackageName name, String[] words, Intake intake)
            throws IOException, RefusedException {
        Version version = new Version(words[1]);
        if (words[3].equals("unless-present") && !intake.current(name).releases().isEmpty()) {
            throw new RefusedException(new Refusal.Exists("exists"));
        }
        BlobDraft draft = intake.draft();
        draft.sink().write(words[3].getBytes(StandardCharsets.UTF_8));
        DraftedFile file = new DraftedFile(version, new FileName(words[2]), draft);
        return new Publication(
                name,
                "publish",
                List.of(file),
                (now, at) -> done(now.with(release(now, version, at))));
    }

    static LocalRelease release(LocalPackage now, Version version, Instant at) {
        List<StoredFile> files =
                now.find(version)
                        .filter(LocalRelease::isAvailable)
                        .map(LocalRelease::files)
                        .orElse(List.of());
        return new LocalRelease(version, State.AVAILABLE, "", at, "somebody", files);
    }

    private static LocalEdit.Outcome deleted(LocalPackage now, String version) {
        return now.find(new Version(version))
                .map(r -> done(now.with(r.in(State.DELETED))))
                .orElseGet(() -> rejected("no version " + version));
    }

    private static LocalEdit.Outcome done(LocalPackage next) {
        return new LocalEdit.Outcome.Changed(next, Response.text(201, "done"));
    }

    private static LocalEdit.Outcome rejected(String text) {
        return new LocalEdit.Outcome.Rejected(new Refusal.NotFound(Refusal.Asked.INDEX, text));
    }
}
