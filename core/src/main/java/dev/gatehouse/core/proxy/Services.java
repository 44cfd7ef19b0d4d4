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
        PackageService packages,
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
        Journal journal,
        Events events) {

    /** Puts the use cases together over what they share. */
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
        IndexService index = new IndexService(kernel, trust, engine, indexes, late);
        VersionOwners owners = new VersionOwners(kernel, index, probes);
        FileCommit commit = new FileCommit(kernel, trust, catalogue);
        FileFetch fetch = new FileFetch(kernel, companions, late, commit);
        SharedNames shared = watching(catalogue, new SharedNames(kernel));
        CopyCheck copies = new CopyCheck(kernel, trust, catalogue);
        PublishService publications = new PublishService(kernel, fetch.blobs(), shared, catalogue);
        return new Services(
                presence,
                indexes,
                trust,
                index,
                new Renderings(kernel, index, new PartService(kernel, owners, index, indexes)),
                new ArtifactService(kernel, index, indexes, fetch, owners),
                new ListingService(kernel),
                publications,
                new NameService(kernel),
                new ItemService(kernel),
                new PackageService(kernel, indexes, publications, fetch.blobs(), copies),
                new SearchService(kernel, trust),
                new GatherService(kernel, trust, index),
                new ExplainService(kernel, index),
                new Simulation(kernel, trust, engine, indexes),
                shared,
                canaries,
                new UpstreamChecks(kernel),
                new ProvenanceImport(kernel, trust, catalogue),
                new Spool(kernel.blobs()),
                new AbsenceWatch(catalogue, presence, indexes),
                signatures,
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
