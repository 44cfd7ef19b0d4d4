package dev.gatehouse.core.store;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.SealedPair;

import java.time.Instant;

/** One part of a commit. */
public sealed interface Change {
    record PutIndex(StoredIndex index) implements Change {}

    record DropIndex(RepositoryId repository, IndexKey key, SourceId source) implements Change {}

    record PutFile(StoredFile file) implements Change {}

    /** With how often it was served, and what is known of its signatures. */
    record DropFile(PackageKey key, Version version, FileName file) implements Change {}

    /** Ties a version to the source that supplied its first stored file. */
    record Pin(PackageKey key, Version version, SourceId owner) implements Change {}

    record Unpin(PackageKey key, Version version) implements Change {}

    /** Replaces all that is known of a local name; its files are written by {@link PutFile}. */
    record PutLocal(LocalPackage local) implements Change {}

    /** Ends a local name: only when an operator releases it. */
    record DropLocal(PackageKey key) implements Change {}

    record PutProvenance(Provenance provenance) implements Change {}

    record DropProvenance(PackageKey key, SourceId source) implements Change {}

    /** The source was seen to have the name. */
    record PutPresent(PackageKey key, SourceId source, Instant at) implements Change {}

    /** The end of a PRESENT. */
    record DropPresent(PackageKey key, SourceId source) implements Change {}

    /** The source was seen not to have the name; written for {@code last-known} only, bounded. */
    record PutAbsent(PackageKey key, SourceId source, Instant at) implements Change {}

    /** Replaces what was laid upon an item. */
    record PutState(ItemState state) implements Change {}

    /** Replaces how often a stored file was served. */
    record PutFileUse(FileUse use) implements Change {}

    /** One about signatures. */
    sealed interface OfSignatures extends Change {}

    /** Replaces what is known of a stored file's signatures; {@link DropFile} forgets it. */
    record PutVerdict(StoredVerdict verdict) implements OfSignatures {}

    /** Replaces what is known of one signer of a package. */
    record PutSigner(PackageKey key, PinnedSigner signer) implements OfSignatures {}

    /** Replaces the keys that an upstream tells. */
    record PutRegistryKeys(StoredRegistryKeys keys) implements OfSignatures {}

    /** Adds a key pair of a repository, or replaces what is said of it. */
    record PutOwnKey(SealedPair pair) implements OfSignatures {}

    /** Replaces the repository's own signature of a file; {@link DropFile} forgets it. */
    record PutOwnSignature(OwnSignature signature) implements OfSignatures {}

    /** Ends the chain of the audit log with that event. */
    record PutAudit(AuditEvent event) implements Change {}

    /** Drops the oldest entries of the audit log's chain, up to that position. */
    record TrimAudit(long through) implements Change {}

    /** One about tokens or users. */
    sealed interface OfAccess extends Change {}

    record PutToken(StoredToken token) implements OfAccess {}

    /** Forgets a token that has ended, and when it was used. */
    record DropToken(String id) implements OfAccess {}

    /** When a token was last used. */
    record PutTokenUse(String id, Instant at) implements OfAccess {}

    record PutUser(StoredUser user) implements OfAccess {}

    record DropUser(String name) implements OfAccess {}

    /** One about what is told to webhooks. */
    sealed interface OfWebhooks extends Change {}

    record PutDelivery(StoredDelivery delivery) implements OfWebhooks {}

    record DropDelivery(String hook, String id) implements OfWebhooks {}

    record PutHook(StoredHook hook) implements OfWebhooks {}

    /** Forgets a webhook, and all that waits for it. */
    record DropHook(String name) implements OfWebhooks {}

    /** Up to that position of the audit log events were queued. */
    record PutHookPosition(long position) implements OfWebhooks {}

    /** No webhook is told of anything for now. */
    record DropHookPosition() implements OfWebhooks {}

    /** One about policies. */
    sealed interface OfPolicies extends Change {}

    record PutPolicy(Policy policy) implements OfPolicies {}

    record DropPolicy(String id) implements OfPolicies {}

    record PutExemption(Exemption exemption) implements OfPolicies {}

    record DropExemption(String id) implements OfPolicies {}

    /** An entry of the decision log. */
    record PutDecision(StoredDecision decision) implements OfPolicies {}

    /** What policies were shown; see {@link StoredDecision#input}. */
    record PutDecisionInput(String id, String json) implements OfPolicies {}

    /** Drops the entries of the decision log before that id, and what belongs to them. */
    record TrimDecisions(String before) implements OfPolicies {}

    /** See {@link PolicyView#judgedFor}. */
    record PutJudgedFor(String generation) implements OfPolicies {}

    /** One about advisories. */
    sealed interface OfAdvisories extends Change {}

    /** Adds to a set; nobody is shown it before {@link PutAdvisorySet}. */
    record PutAdvisory(String set, PackageName name, Advisory advisory) implements OfAdvisories {}

    /** Forgets all of a set. */
    record DropAdvisories(String set) implements OfAdvisories {}

    /** Puts a set in force, in the place of another. */
    record PutAdvisorySet(AdvisorySet set) implements OfAdvisories {}

    record PutRepository(RepositoryIdentity repository) implements Change {}

    /** Ends a repository: its names, files, provenance, presence, documents and upstream ids. */
    record DropRepository(RepositoryId repository) implements Change {}

    /** Replaces all that is configured of a managed repository; {@link DropRepository} ends it. */
    record PutManaged(ManagedRepository repository) implements Change {}

    record PutUpstream(UpstreamIdentity upstream) implements Change {}

    /** Ends an upstream: its id, and its provenance, presence, pins and documents with it. */
    record DropUpstream(UpstreamIdentity upstream) implements Change {}
}
