package dev.gatehouse.server.cli;

import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The keys of the configuration, and what they make of a signature. Needs no server. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows the OpenPGP keys of pgp.keyrings, and judges signatures with them.",
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
    int list(@Mixin Shared shared) {
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
