package dev.gatehouse.core.format;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.util.Optional;

/**
 * Where the signatures of a format's files are. Pure.
 *
 * @param <R> the format's record of one version
 */
public sealed interface Signing<R extends Release> {
    /**
     * Whether a file carries code or metadata, so that it has to be signed where signatures are
     * required: not a signature or a checksum.
     */
    boolean counts(PackageName name, Version version, FileName file);

    /** Its publisher signs a file, and puts the signature beside it. */
    non-sealed interface Detached<R extends Release> extends Signing<R> {
        /** What the signature of a file is called. */
        Optional<FileName> beside(FileName file);

        /**
         * Where the source of a release keeps that; empty when it says that it has none, so that it
         * need not be asked.
         */
        Optional<ReleaseFile> at(R release, FileName file);

        /** The file whose signature has that name; empty when it is the name of none. */
        Optional<FileName> signed(FileName signature);

        /**
         * What the signature is called that the repository itself made of a file, whether or not
         * its publisher made one too.
         */
        Optional<FileName> ours(FileName file);
    }

    /** The registry signs a file, and its index holds the signatures. */
    non-sealed interface ByRegistry<R extends Release> extends Signing<R> {
        /** What the index says of a file. */
        Optional<RegistryStatement> statement(R release, FileName file);

        /** What exactly is to be signed of a file that was published here; empty: nothing. */
        Optional<String> text(StoredFile file);

        /** Asks a registry for its keys. */
        UpstreamRequest keysRequest();

        /** Reads the answer; a key that cannot be used is left out. */
        RegistryKeys readKeys(IndexDocument answer) throws BadUpstreamException;
    }
}
