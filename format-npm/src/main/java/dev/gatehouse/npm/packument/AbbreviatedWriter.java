package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.json.JsonText;

/** Writes one abbreviated packument. Not thread-safe. */
final class AbbreviatedWriter {
    private static final int BYTES_PER_VERSION = 1024;

    private final VisibleIndex<NpmRelease, NpmDocument> index;
    private final Rendition rendition;
    private final Segments out;

    AbbreviatedWriter(VisibleIndex<NpmRelease, NpmDocument> index, Rendition rendition) {
        this.index = index;
        this.rendition = rendition;
        this.out = new Segments((long) BYTES_PER_VERSION * (1 + index.accepted().size()));
    }

    Segments write() {
        out.ascii("{\"name\":").bytes(JsonText.quoted(index.name().value()));
        Timestamps.modified(index, rendition.rulingChangedAt())
                .ifPresent(
                        at ->
                                out.ascii(",\"modified\":")
                                        .bytes(JsonText.quoted(Timestamps.iso(at))));
        out.ascii(",\"dist-tags\":");
        PackumentRenderer.writeTags(out, VisibleTags.of(index));
        VersionWriter writer = new VersionWriter(out, index.name(), rendition);
        String before = ",\"versions\":{";
        for (Accepted<NpmRelease> accepted : index.accepted().values()) {
            out.ascii(before);
            writer.abbreviated(accepted.release());
            before = ",";
        }
        return out.ascii("}}");
    }
}
