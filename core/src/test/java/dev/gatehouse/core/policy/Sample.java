package dev.gatehouse.core.policy;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Packages and policies for tests. */
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Sample() {}

    /** A valid signature by a key in a ring. */
    public static Signature valid() {
        return new Signature(
                SignatureStatus.VALID,
                SignatureType.PGP,
                SignatureTrust.KEYRING,
                Optional.of(ReasonCode.OK),
                Optional.empty(),
                Optional.empty(),
                Optional.of("SHA256"),
                false,
                Optional.of(NOON),
                NOON,
                "");
    }

    public static Signature absent() {
        return Signature.absent(SignatureType.PGP, NOON);
    }

    public static Signature unknown() {
        return Signature.unknown(SignatureType.PGP, NOON, "it did not answer");
    }

    /** A file that has to be signed. */
    public static Subject.File file(String name, Signature... signatures) {
        return new Subject.File(
                new FileName(name), 3, List.<Digest>of(), true, Arrays.asList(signatures), NOON);
    }

    /** A package of an upstream with one file. */
    public static Subject subject(Signature... signatures) {
        return subject(List.of(file("x-1.tgz", signatures)), about("", Optional.empty()));
    }

    public static Subject subject(List<Subject.File> files, Subject.About about) {
        return new Subject(
                new Subject.Scope("main", "main", "main-id", Optional.empty()),
                new ItemKey(
                        new PackageKey(
                                new RepositoryId("main-id"),
                                new PackageName(new FormatId("npm"), "x")),
                        new Version("1.0.0"),
                        Optional.empty()),
                "x",
                Optional.empty(),
                "1.0.0",
                new Subject.Ids("x-100", "abc"),
                files,
                about,
                List.of(),
                Optional.of(
                        new Subject.From(
                                "public",
                                "u1",
                                Optional.of(URI.create("https://registry.example/")),
                                false,
                                1,
                                "CACHE")),
                Optional.empty(),
                new Scan.Skipped());
    }

    /** The same with known signers. */
    public static Subject pinned(Subject s, Optional<Pins> pins) {
        return with(s, pins, s.scan());
    }

    /** The same with what advisories say of it. */
    public static Subject scanned(Subject s, Scan scan) {
        return with(s, s.pins(), scan);
    }

    private static Subject with(Subject s, Optional<Pins> pins, Scan scan) {
        return new Subject(
                s.scope(),
                s.item(),
                s.declaredName(),
                s.namespace(),
                s.shownVersion(),
                s.ids(),
                s.files(),
                s.about(),
                s.tags(),
                s.upstream(),
                pins,
                scan);
    }

    public static Subject.About about(String license, Optional<Instant> publishedAt) {
        return new Subject.About(
                "",
                "",
                license,
                List.of(),
                List.of(),
                publishedAt,
                Optional.empty(),
                Optional.empty(),
                "pkg:npm/x@1.0.0",
                Map.of());
    }

    public static PolicyAction state(PackageState state) {
        return new PolicyAction.SetState("a-" + state, 0, state);
    }

    /** An enabled policy about all repositories. */
    public static Policy policy(
            String name, int precedence, PolicyRule rule, PolicyAction... actions) {
        return new Policy(
                name,
                name,
                "",
                rule,
                true,
                false,
                precedence,
                Arrays.asList(actions),
                Set.of(),
                OnError.CLOSED,
                1,
                NOON,
                NOON);
    }

    public static Policy terminal(Policy p) {
        return with(p, true, p.onError(), p.repositories());
    }

    public static Policy open(Policy p) {
        return with(p, p.terminal(), OnError.OPEN, p.repositories());
    }

    /** About that repository only. */
    public static Policy in(Policy p, String repository) {
        return with(p, p.terminal(), p.onError(), Set.of(repository));
    }

    private static Policy with(
            Policy p, boolean terminal, OnError onError, Set<String> repositories) {
        return new Policy(
                p.id(),
                p.name(),
                p.description(),
                p.rule(),
                p.enabled(),
                terminal,
                p.precedence(),
                p.actions(),
                repositories,
                onError,
                p.version(),
                p.createdAt(),
                p.updatedAt());
    }
}
