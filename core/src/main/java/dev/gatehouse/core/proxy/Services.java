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
        IndexService index = new IndexService(kernel, trust, engine, indexes);
        VersionOwners owners = new VersionOwners(kernel, index, probes);
        VerifiedBlobs blobs = new VerifiedBlobs(kernel);
        FileFetch fetch = new FileFetch(kernel, blobs, new FileCommit(kernel, trust, catalogue));
        SharedNames shared = new SharedNames(kernel);
        catalogue.whenReplaced(shared::changed);
        StoredPackages stored = new StoredPackages(kernel, indexes);
        CopyCheck copies = new CopyCheck(kernel, trust, catalogue);
        PublishService publications = new PublishService(kernel, blobs, shared, catalogue);
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
                new PackageService(kernel, stored, publications, blobs, copies),
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
                kernel.journal(),
                kernel.events());
    }

    private static SourceIndexes indexes(
            Kernel kernel, PresenceService presence, Canaries canaries, Probes probes) {
        DocumentStore documents =
                new DocumentStore(
                        kernel.blobs(), kernel.metadata(), kernel.memories(), kernel.clock());
        return new SourceIndexes(kernel, documents, presence, canaries, probes);
    }
}
