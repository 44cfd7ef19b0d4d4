package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.name.Integrity;
import dev.gatehouse.npm.name.NpmName;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Writes versions of one package: ranges of their documents, with our links. Not thread-safe. */
final class VersionWriter {
    private final Segments out;
    private final PackageName name;
    private final byte[] tarball;
    private final byte[] attestations;
    private final Map<FileName, Set<Digest>> kept;
    private final Edits edits = new Edits();

    VersionWriter(Segments out, PackageName name, Rendition rendition) {
        this.out = out;
        this.name = name;
        this.kept = rendition.kept();
        String base = rendition.base().toASCIIString();
        this.tarball = ascii("\"" + base + name + "/-/" + NpmName.unscoped(name) + "-");
        String attested = base + "-/npm/v1/attestations/" + NpmName.asSegment(name);
        this.attestations = ascii("\"" + attested + "@");
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
        String version = release.version().value();
        edits.begin(packument, row);
        edits.replace(Packument.TARBALL, link(tarball, version, ".tgz\""));
        // Its path is all that clients keep of this link, so it must be below the registry.
        if (packument.has(row, Packument.ATTESTATIONS)) {
            edits.replace(Packument.ATTESTATIONS, link(attestations, version, "\""));
        }
        if (!kept.isEmpty()) {
            FileName file = NpmName.tarball(name, release.version());
            Set<Digest> digests = kept.getOrDefault(file, Set.of());
            Integrity.write(digests).ifPresent(t -> digest(Packument.INTEGRITY, "integrity", t));
            Integrity.shasum(digests).ifPresent(t -> digest(Packument.SHASUM, "shasum", t));
        }
        edits.sort();
    }

    /** There are thousands of these in a document, so no string is made for them. */
    private static byte[] link(byte[] start, String version, String end) {
        byte[] link = Arrays.copyOf(start, start.length + version.length() + end.length());
        int at = start.length;
        for (int i = 0; i < version.length(); i++) {
            link[at++] = (byte) version.charAt(i);
        }
        for (int i = 0; i < end.length(); i++) {
            link[at++] = (byte) end.charAt(i);
        }
        return link;
    }

    private void digest(int column, String member, String text) {
        if (edits.has(column)) {
            edits.replace(column, ascii("\"" + text + "\""));
        } else {
            edits.insert(Packument.TARBALL_MEMBER, ascii("\"" + member + "\":\"" + text + "\","));
        }
    }

    private static byte[] ascii(String plain) {
        return plain.getBytes(StandardCharsets.US_ASCII);
    }
}
