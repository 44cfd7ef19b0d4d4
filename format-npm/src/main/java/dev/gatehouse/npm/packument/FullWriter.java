package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.json.JsonText;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one full packument. Not thread-safe. */
final class FullWriter {
    private static final int BYTES_BESIDE = 4096;

    private final VisibleIndex<NpmRelease, NpmDocument> index;
    private final Rendition rendition;
    private final Segments out;

    FullWriter(VisibleIndex<NpmRelease, NpmDocument> index, Rendition rendition) {
        this.index = index;
        this.rendition = rendition;
        this.out = new Segments(expected());
    }

    Segments write(NpmStyle.Full style) {
        String name = index.name().value();
        out.ascii("{\"_id\":").bytes(JsonText.quoted(name));
        if (style.revision()) {
            revision();
        }
        out.ascii(",\"name\":").bytes(JsonText.quoted(name));
        members();
        out.ascii(",\"dist-tags\":");
        PackumentRenderer.writeTags(out, VisibleTags.of(index));
        versions();
        times();
        return out.ascii("}");
    }

    private void revision() {
        index.documents().stream()
                .filter(part -> part.source().isLocal())
                .flatMap(part -> part.document().revision().stream())
                .findFirst()
                .ifPresent(revision -> out.ascii(",\"_rev\":").bytes(JsonText.quoted(revision)));
    }

    /** Description, readme and the like: of the first source that has a visible version. */
    private void members() {
        Set<Source> owners =
                index.accepted().values().stream().map(Accepted::owner).collect(Collectors.toSet());
        index.documents().stream()
                .filter(part -> owners.contains(part.source()))
                .findFirst()
                .ifPresent(this::members);
    }

    private void members(SourcePart<NpmDocument> part) {
        int[] bounds = part.document().members();
        for (int i = 0; i < bounds.length; i += 2) {
            out.ascii(",").copy(part.document().packument().content(), bounds[i], bounds[i + 1]);
        }
    }

    private void versions() {
        VersionWriter writer = new VersionWriter(out, index.name(), rendition);
        String before = ",\"versions\":{";
        for (Accepted<NpmRelease> accepted : index.accepted().values()) {
            out.ascii(before);
            writer.entry(accepted.release());
            before = ",";
        }
        out.ascii("}");
    }

    private void times() {
        out.ascii(",\"time\":{");
        String before = "";
        List<Stamp> stamps =
                List.of(
                        new Stamp("created", Timestamps.created(index)),
                        new Stamp(
                                "modified",
                                Timestamps.modified(index, rendition.rulingChangedAt())));
        for (Stamp stamp : stamps) {
            if (stamp.at().isPresent()) {
                out.ascii(before).bytes(JsonText.quoted(stamp.name())).ascii(":");
                out.bytes(JsonText.quoted(Timestamps.iso(stamp.at().get())));
                before = ",";
            }
        }
        for (Accepted<NpmRelease> accepted : index.accepted().values()) {
            before = time(accepted.release(), before);
        }
        out.ascii("}");
    }

    private record Stamp(String name, Optional<Instant> at) {}

    private String time(NpmRelease release, String before) {
        Packument packument = release.packument();
        int row = release.row();
        if (!packument.has(row, Packument.TIME)) {
            return before;
        }
        out.ascii(before).ascii("\"").ascii(release.version().value()).ascii("\":");
        out.copy(
                packument.content(),
                packument.at(row, Packument.TIME),
                packument.at(row, Packument.TIME_END));
        return ",";
    }

    private long expected() {
        long bytes = BYTES_BESIDE;
        for (SourcePart<NpmDocument> part : index.documents()) {
            bytes += part.document().packument().content().capacity();
        }
        return bytes + (long) rendition.base().toString().length() * index.accepted().size();
    }
}
