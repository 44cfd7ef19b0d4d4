package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.SealedPair;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is known of the signatures of stored files. */
public interface SignatureView {
    /**
     * What was judged last of the file; empty when nobody looked, or when other bytes were judged.
     */
    Optional<StoredVerdict> verdict(StoredFile file) throws IOException;

    /** All of one package, of files that are stored no more too. */
    List<StoredVerdict> verdicts(PackageKey key) throws IOException;

    /** The signers of a package that are known. */
    Pins signers(PackageKey key) throws IOException;

    /** The keys that an upstream told last. */
    Optional<StoredRegistryKeys> keys(RepositoryId repository, FormatId format, SourceId source)
            throws IOException;

    /** The key pairs of a repository, old ones too, in the order in which they were made. */
    List<SealedPair> ownKeys(RepositoryId repository) throws IOException;

    /** The signature that the repository made of the file; empty when it has signed other bytes. */
    Optional<OwnSignature> own(StoredFile file) throws IOException;

    /** All that the repository made of one package's files. */
    List<OwnSignature> own(PackageKey key) throws IOException;
}
