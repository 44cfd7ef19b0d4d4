package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.npm.name.Integrity;
import dev.gatehouse.npm.name.NpmName;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Writes versions of one package: ranges of their documents, with our links. Not thread-safe. */
final class VersionWriter {
    private final Segments out;
    private final String base;
    private final Map<FileName, Set<Digest>> kept;
    private final Edits edits = new Edits();

    VersionWriter(Segments out, URI base, Map<FileName, Set<Digest>> kept) {
        this.out = out;
        this.base = base.toASCIIString();
        this.kept = kept;
    }

    /** A member of {@code versions}: its key and all of its manifest. */
    void entry(NpmRelease release) {
        prepare(release);
        edits.copy(out, Packument.ENTRY, Packument.VALUE_END);
    }

    /** The manifest alone. */
    void manifest(NpmRelease release) {
        prepare(release);
        edits.copy(out, Packument.VALUE, Packument.VALUE_END);
    }

    /** A member of {@code versions} in the abbreviated form. */
    void abbreviated(NpmRelease release) {
        prepare(release);
        Packument packument = release.packument();
        int row = release.row();
        out.ascii("\"").ascii(release.version().value()).ascii("\":{");
        int first = packument.at(row, Packument.RUNS);
        int end = packument.at(row, Packument.RUNS_END);
        for (int run = first; run < end; run += 2) {
            if (run > first) {
                out.ascii(",");
            }
            edits.range(out, packument.runs()[run], packument.runs()[run + 1]);
        }
        boolean installs = packument.at(row, Packument.INSTALL_SCRIPT) == 1;
        out.ascii(installs ? ",\"hasInstallScript\":true}" : "}");
    }

    private void prepare(NpmRelease release) {
        Packument packument = release.packument();
        int row = release.row();
        FileName file = NpmName.tarball(packument.name(), release.version());
        edits.begin(packument, row);
        edits.replace(Packument.TARBALL, quoted(base + packument.name() + "/-/" + file));
        if (packument.has(row, Packument.ATTESTATIONS)) {
            edits.replace(Packument.ATTESTATIONS, quoted(attestations(release)));
        }
        if (!kept.isEmpty()) {
            Set<Digest> digests = kept.getOrDefault(file, Set.of());
            Integrity.write(digests).ifPresent(t -> digest(Packument.INTEGRITY, "integrity", t));
            Integrity.shasum(digests).ifPresent(t -> digest(Packument.SHASUM, "shasum", t));
        }
        edits.sort();
    }

    /** Its path is all that clients keep of this link, so it must be below the registry. */
    private String attestations(NpmRelease release) {
        String name = NpmName.asSegment(release.packument().name());
        return base + "-/npm/v1/attestations/" + name + "@" + release.version();
    }

    private void digest(int column, String member, String text) {
        if (edits.has(column)) {
            edits.replace(column, quoted(text));
        } else {
            edits.insert(
                    Packument.TARBALL_MEMBER,
                    ("\"" + member + "\":\"" + text + "\",").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] quoted(String plain) {
        return ("\"" + plain + "\"").getBytes(StandardCharsets.US_ASCII);
    }
}
