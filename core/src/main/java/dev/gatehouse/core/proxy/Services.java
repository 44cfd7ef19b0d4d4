package dev.gatehouse.core.proxy;

import dev.gatehouse.core.trust.PresenceMemory;
import dev.gatehouse.core.trust.TrustEngine;

/** The use cases, put together. */
public record Services(
        PresenceService presence,
        SourceIndexes indexes,
        TrustService trust,
        IndexService index,
        Renderings renderings,
        ArtifactService artifacts,
        ListingService listings,
        PublishService publications,
        NameService names,
        ItemService items,
        SignerService signers,
        PackageService packages,
        PolicyService policies,
        SearchService search,
        GatherService gather,
        ExplainService explain,
        Simulation simulation,
        SharedNames shared,
        Canaries canaries,
        UpstreamChecks checks,
        ProvenanceImport imports,
        Spool spool,
        AbsenceWatch absences,
        SignatureChecks signatures,
        OwnSignatures own,
        SigningBacklog backlog,
        KeysPage keysPage,
        Journal journal,
        Events events) {

    /** Puts the use cases together over what they share. */
    @SuppressWarnings("checkstyle:MethodLength") // every use case, a line each
    public static Services of(
            Kernel kernel, Catalogue catalogue, TrustEngine engine, PresenceMemory memory) {
        PresenceService presence = new PresenceService(kernel, memory);
        Canaries canaries = new Canaries(kernel);
        Probes probes = new Probes(kernel, presence, canaries);
        SourceIndexes indexes = indexes(kernel, presence, canaries, probes);
        TrustService trust = new TrustService(kernel, engine, presence, indexes);
        Companions companions = new Companions(kernel, new VerifiedBlobs(kernel));
        LateCompanions late = new LateCompanions(kernel, companions);
        SignatureChecks signatures =
                new SignatureChecks(kernel, catalogue, trust, indexes, companions);
        StoredPackages stored = new StoredPackages(kernel, indexes);
        SignerPins pins = new SignerPins(kernel);
        OwnKeys keys = new OwnKeys(kernel);
        OwnSignatures own = new OwnSignatures(kernel, keys, companions.verified(), catalogue);
        PolicyGate gate = new PolicyGate(kernel, stored, signatures, pins, own);
        Rejudging rejudging = new Rejudging(kernel, gate, stored, pins);
        kernel.rules().policies().whenChanged(kernel.epochs()::moveAll);
        IndexService index = new IndexService(kernel, trust, indexes, late, rejudging);
        VersionOwners owners = new VersionOwners(kernel, index, probes);
        FileCommit commit = new FileCommit(kernel, trust, gate, catalogue);
        FileFetch fetch = new FileFetch(kernel, companions, late, signatures, commit);
        FileFinder finder = new FileFinder(kernel, index, owners);
        HeldFiles held = new HeldFiles(kernel, rejudging);
        SharedNames shared = watching(catalogue, new SharedNames(kernel));
        CopyCheck copies = new CopyCheck(kernel, trust, catalogue);
        PublishService publications =
                new PublishService(kernel, fetch.blobs(), shared, gate, catalogue, own);
        PackageService packages =
                new PackageService(kernel, stored, publications, fetch.blobs(), copies);
        PolicyService policies =
                new PolicyService(
                        gate,
                        new PolicyPass(kernel, catalogue, rejudging, signatures),
                        new DeletedPackages(kernel, catalogue, stored, packages),
                        new Scans(kernel.metadata().advisories()));
        return new Services(
                presence,
                indexes,
                trust,
                index,
                new Renderings(kernel, index, new PartService(kernel, owners, index, indexes)),
                new ArtifactService(kernel, indexes, fetch, finder, held, own),
                new ListingService(kernel),
                publications,
                new NameService(kernel),
                new ItemService(kernel, rejudging),
                new SignerService(kernel, rejudging),
                packages,
                policies,
                new SearchService(kernel, trust),
                new GatherService(kernel, trust, index, keys),
                new ExplainService(kernel, index),
                new Simulation(kernel, trust, engine, indexes),
                shared,
                canaries,
                new UpstreamChecks(kernel),
                new ProvenanceImport(kernel, trust, catalogue),
                new Spool(kernel.blobs()),
                new AbsenceWatch(catalogue, presence, indexes),
                signatures,
                own,
                new SigningBacklog(kernel, own, catalogue),
                new KeysPage(catalogue, keys),
                kernel.journal(),
                kernel.events());
    }

    private static SharedNames watching(Catalogue catalogue, SharedNames shared) {
        catalogue.whenReplaced(shared::changed);
        return shared;
    }

    private static SourceIndexes indexes(
            Kernel kernel, PresenceService presence, Canaries canaries, Probes probes) {
        DocumentStore documents =
                new DocumentStore(
                        kernel.blobs(), kernel.metadata(), kernel.memories(), kernel.clock());
        return new SourceIndexes(kernel, documents, presence, canaries, probes);
    }
}
