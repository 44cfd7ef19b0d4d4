package dev.gatehouse.core.policy;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a package when policies are asked about it. What is not known is empty, and
 * never invented.
 *
 * @param declaredName as its author writes it; of a Maven artifact without its group
 * @param namespace the group or scope; empty for a format without any
 * @param shownVersion as people are shown it
 * @param ids the names by which scripts know it
 * @param files those that are stored or coming now, the first of which it is named after
 * @param upstream whence it comes; empty: it was published here
 * @param pins its known signers; empty where the repository keeps no account of them
 * @param scan what advisories say of it
 */
public record Subject(
        Scope scope,
        ItemKey item,
        String declaredName,
        Optional<String> namespace,
        String shownVersion,
        Ids ids,
        List<File> files,
        About about,
        List<ItemTag> tags,
        Optional<From> upstream,
        Optional<Pins> pins,
        Scan scan) {
    public Subject {
        files = List.copyOf(files);
        tags = List.copyOf(tags);
    }

    /**
     * Where it is.
     *
     * @param createdAt of the repository, if that is known
     */
    public record Scope(
            String workspace, String repository, String perm, Optional<Instant> createdAt) {}

    /**
     * By what names scripts know it.
     *
     * @param slug for people
     * @param perm for ever
     */
    public record Ids(String slug, String perm) {}

    /**
     * One of its files.
     *
     * @param counts whether it carries code or metadata, so that it has to be signed where
     *     signatures are required
     * @param signatures judged; empty where nobody looked for any
     */
    public record File(
            FileName name,
            long size,
            List<Digest> digests,
            boolean counts,
            List<Signature> signatures,
            Instant storedAt) {
        public File {
            digests = List.copyOf(digests);
            signatures = List.copyOf(signatures);
        }

        public boolean isSigned() {
            return signatures.stream().anyMatch(Signature::counts);
        }

        /** Whether it may be signed: somebody who should know did not answer. */
        public boolean isInDoubt() {
            return !isSigned()
                    && signatures.stream().anyMatch(s -> s.status() == SignatureStatus.ERROR);
        }
    }

    /**
     * What its source says of it.
     *
     * @param license as it is written there; SPDX or not
     * @param purl the package URL
     */
    public record About(
            String summary,
            String description,
            String license,
            List<String> architectures,
            List<String> sourceTags,
            Optional<Instant> publishedAt,
            Optional<String> uploader,
            Optional<Instant> lastDownloadedAt,
            String purl,
            Map<String, String> identifiers) {}

    /**
     * The upstream that supplies it.
     *
     * @param url empty for one that is no longer configured
     * @param priority its place among the upstreams of the repository, from 1
     */
    public record From(
            String name,
            String id,
            Optional<URI> url,
            boolean trusted,
            int priority,
            String mode) {}

    public boolean isLocal() {
        return upstream.isEmpty();
    }

    /** Whether every file that has to be signed is. */
    public boolean isSigned() {
        return files.stream().anyMatch(File::counts)
                && files.stream().filter(File::counts).allMatch(File::isSigned);
    }

    /** How its signers stand to those of before; what weighs most of all its files. */
    public Optional<PinState> pin() {
        return files.stream()
                .filter(File::counts)
                .flatMap(f -> pin(f).stream())
                .max(Comparator.naturalOrder());
    }

    /** The same of one file. */
    public Optional<PinState> pin(File file) {
        return pins.flatMap(known -> known.state(file.signatures(), file.storedAt()));
    }

    /** Whether its signers might have changed: somebody who should know did not answer. */
    public boolean isSignerInDoubt() {
        return pins.isPresent()
                && pin().filter(PinState::isAlarming).isEmpty()
                && files.stream().anyMatch(f -> f.counts() && Pins.isInDoubt(f.signatures()));
    }

    /** Whether it is not signed for all that is known, but might be. */
    public boolean isInDoubt() {
        return !isSigned()
                && files.stream().filter(File::counts).allMatch(f -> f.isSigned() || f.isInDoubt());
    }
}
