package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Hidden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Of what may be seen of a package: equal when a rendering of it would be equal. Pure. */
final class Fingerprint {
    private Fingerprint() {}

    /** All from which a document and its remark are made, save the settings. */
    static <R extends Release, P> String of(
            List<Offers.Dated<R, P>> dated,
            Offers.Circumstances now,
            Map<Version, SourceId> pins,
            Map<FileName, Set<Digest>> kept,
            List<Hidden> hidden) {
        List<String> parts = new ArrayList<>();
        dated.forEach(d -> parts.add(d.offer().source().id() + "=" + d.revision()));
        now.ruling().sources().stream()
                .map(s -> s.source().id() + " " + s.ruling() + " " + s.facts().presence())
                .forEach(parts::add);
        now.files().stream()
                .map(f -> f.version() + "/" + f.file() + "=" + f.owner())
                .forEach(parts::add);
        pins.entrySet().stream().map(Object::toString).sorted().forEach(parts::add);
        kept.forEach((file, digests) -> parts.add(file + ":" + new TreeSet<>(hexes(digests))));
        hidden.forEach(h -> parts.add(h.version() + " " + h.reason()));
        return String.join("\n", parts);
    }

    private static List<String> hexes(Set<Digest> digests) {
        return digests.stream().map(Digest::hex).toList();
    }
}
