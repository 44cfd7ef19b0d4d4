package dev.gatehouse.server.cli;

import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.server.pgp.KeyDirectory;
import dev.gatehouse.server.pgp.PgpSources;
import dev.gatehouse.server.pgp.PgpVerifier;
import dev.gatehouse.server.pgp.WeakSignatures;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the configuration, what they make of a signature, who signs a package, and the keys
 * of a repository's own.
 */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows the OpenPGP keys of pgp.keyrings, judges signatures with them, says who may",
            "sign a package, and replaces a repository's own keys.",
            "Example: gatehouse keys verify lib-1.0.jar --package com.example:lib"
        })
final class KeysCommand {
    private static final FormatId ANY = new FormatId("file");
    private static final Version UNKNOWN = new Version("0");

    private final Session session;
    private final InstantSource clock;

    KeysCommand(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the keys; exit code 1 if something in a key ring cannot be read.",
                "Example: gatehouse keys list"
            })
    int list(
            @Mixin Shared shared,
            @Option(
                            names = "--repository",
                            paramLabel = "NAME",
                            description = "The keys with which this repository signs, instead.")
                    Optional<String> repository)
            throws InterruptedException {
        if (repository.isPresent()) {
            new OwnKeysCalls(session).list(shared, repository.get());
            return 0;
        }
        KnownKeys known = directory(shared).current();
        known.problems().forEach(p -> session.console().note(p.toString()));
        if (shared.json()) {
            session.console().json(KeysReport.json(known));
        } else {
            session.console().table(KeysReport.HEADINGS, KeysReport.rows(known));
        }
        return known.problems().isEmpty() ? 0 : CommandException.NO;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Puts new keys in the place of those with which a repository signs; what the old"
                        + " ones have signed stays good.",
                "Example: gatehouse keys rotate main"
            })
    int rotate(
            @Mixin Shared shared,
            @Parameters(paramLabel = "REPOSITORY", description = "The repository.")
                    String repository)
            throws InterruptedException {
        new OwnKeysCalls(session).rotate(shared, repository);
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Judges the detached signatures of a file; exit code 1 if none of them counts.",
                "Example: gatehouse keys verify lib-1.0.jar --package com.example:lib"
            })
    int verify(
            @Mixin Shared shared,
            @Parameters(index = "0", paramLabel = "FILE", description = "The signed file.")
                    Path file,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "SIGNATURE",
                            description = "Its signature; default: FILE.asc.")
                    Optional<Path> signature,
            @Option(
                            names = "--package",
                            paramLabel = "GROUP:ARTIFACT",
                            description = "Whose signers pgp.keys-map may restrict.")
                    Optional<String> name) {
        Path signed = session.place().workingDirectory().resolve(file);
        Path detached =
                signature
                        .map(session.place().workingDirectory()::resolve)
                        .orElse(signed.resolveSibling(signed.getFileName() + ".asc"));
        Verification verification = verified(shared, signed, detached, name);
        if (shared.json()) {
            session.console().json(KeysReport.json(verification));
        } else {
            for (Signature one : verification.signatures()) {
                session.console().sentence(KeysReport.sentence(one));
            }
        }
        return verification.signed() ? 0 : CommandException.NO;
    }

    @Command(
            name = "signers",
            mixinStandardHelpOptions = true,
            description = {
                "Lists who signs a package, as far as the server knows.",
                "Example: gatehouse keys signers maven com.example:lib"
            })
    int signers(@Mixin Shared shared, @Mixin InRepository in, @Mixin OnePackage one)
            throws InterruptedException {
        JsonNode known = session.server(shared).get(path(shared, in, one) + "signers/", Map.of());
        if (shared.json()) {
            session.console().json(known);
        } else {
            SignerRows.of(known).forEach(session.console()::line);
        }
        return 0;
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            description = {
                "Vouches for a signer of a package; what was held back for its sake is judged"
                        + " again.",
                "Example: gatehouse keys accept maven com.example:lib FINGERPRINT --reason \"see"
                        + " 42\""
            })
    int accept(
            @Mixin Shared shared,
            @Mixin InRepository in,
            @Mixin OnePackage one,
            @Parameters(
                            index = "2",
                            paramLabel = "FINGERPRINT",
                            description = "Of the primary key: 40 or 64 hexadecimal digits.")
                    String fingerprint,
            @Option(names = "--reason", required = true, description = "For the audit log.")
                    String reason)
            throws InterruptedException {
        Fingerprint signer = signer(fingerprint);
        JsonNode known =
                session.server(shared)
                        .post(
                                path(shared, in, one) + "signers/",
                                Map.of("fingerprint", signer.hex(), "reason", reason));
        if (shared.json()) {
            session.console().json(known);
        } else {
            session.console().line("Accepted: " + signer + " may sign " + one.name() + ".");
        }
        return 0;
    }

    private static Fingerprint signer(String written) {
        try {
            return Fingerprint.parse(written);
        } catch (IllegalArgumentException e) {
            throw new CommandException(CommandException.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private String path(Shared shared, InRepository in, OnePackage one)
            throws InterruptedException {
        return Shared.name(
                session, shared.require(session.place()), in.name(), one.format(), one.name());
    }

    private Verification verified(Shared shared, Path file, Path signature, Optional<String> name) {
        try {
            return judged(shared, file, Files.readAllBytes(bounded(signature)), name);
        } catch (IOException e) {
            throw new CommandException(CommandException.USAGE, "cannot be read: " + e.getMessage());
        }
    }

    /** Bigger ones are malformed, whatever is in them. */
    private static Path bounded(Path signature) throws IOException {
        if (Files.size(signature) > SignatureVerifier.MOST_BYTES) {
            throw new CommandException(
                    CommandException.NO,
                    "%s has more than %d bytes: it is no signature"
                            .formatted(signature, SignatureVerifier.MOST_BYTES));
        }
        return signature;
    }

    private Verification judged(Shared shared, Path file, byte[] signature, Optional<String> name)
            throws IOException {
        KeyDirectory keys = directory(shared);
        PgpVerifier verifier = new PgpVerifier(keys, weak(config(shared)), clock);
        String text = String.valueOf(file.getFileName());
        SignedFile signed =
                new SignedFile(
                        new PackageName(ANY, name.orElse(text)),
                        UNKNOWN,
                        new FileName(text),
                        new FileContent(file, Files.size(file)),
                        Set.of());
        return verifier.verify(signed, signature);
    }

    private PgpConfig config(Shared shared) {
        return shared.require(session.place()).pgp();
    }

    private KeyDirectory directory(Shared shared) {
        PgpConfig config = config(shared);
        if (config.keyrings().isEmpty()) {
            throw new CommandException(
                    CommandException.USAGE,
                    "no keys are configured: set pgp.keyrings to a directory of keys");
        }
        return new KeyDirectory(
                new PgpSources(config.keyrings(), config.keysMap(), weak(config)), clock);
    }

    private static WeakSignatures weak(PgpConfig config) {
        return switch (config.weak()) {
            case ACCEPT -> WeakSignatures.ACCEPT;
            case REJECT -> WeakSignatures.REJECT;
        };
    }

    private record FileContent(Path path, long size) implements SignedContent {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
