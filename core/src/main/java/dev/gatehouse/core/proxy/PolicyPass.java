package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Judges all that is stored again when policies, exemptions or keys are others than those that it
 * was judged by, after a restart too. To be run by one thread, now and then.
 */
public final class PolicyPass {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyPass.class);
    private static final int PAGE = 500;

    /** How long after a name could not be judged all are judged again. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Catalogue catalogue;
    private final Rejudging rejudging;
    private final Policies policies;
    private final SignatureChecks signatures;
    private final MetadataStore metadata;
    private final Journal journal;
    private final InstantSource clock;
    private Instant notBefore = Instant.MIN;

    PolicyPass(
            Kernel kernel, Catalogue catalogue, Rejudging rejudging, SignatureChecks signatures) {
        this.catalogue = catalogue;
        this.rejudging = rejudging;
        this.policies = kernel.rules().policies();
        this.signatures = signatures;
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    private String wanted() {
        return policies.current().generation()
                + " "
                + signatures.keys()
                + SignerPins.wanted(catalogue.all());
    }

    /**
     * Judges all, if that is due. Names need not be on the disk one by one: the note that all were
     * judged is written last and is, with all before it. What changes meanwhile makes the next call
     * due, and so does a name that could not be judged, after a pause.
     *
     * @return whether it was
     */
    public boolean runIfDue() throws IOException, InterruptedException {
        String wanted = wanted();
        if (clock.instant().isBefore(notBefore)
                || metadata.policies().judgedFor().filter(wanted::equals).isPresent()) {
            return false;
        }
        String correlation = journal.id();
        boolean all = true;
        for (Mount<?, ?> mount : catalogue.all()) {
            all &= each(mount, correlation);
        }
        if (all) {
            metadata.commit(new Change.PutJudgedFor(wanted));
            LOG.info("policies were asked again about all that is stored");
        } else {
            notBefore = clock.instant().plus(PAUSE);
        }
        return true;
    }

    private boolean each(Mount<?, ?> mount, String correlation)
            throws IOException, InterruptedException {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        NamePages stored =
                new NamePages(
                        after -> metadata.releases().storedNames(repository, format, after, PAGE));
        boolean all = true;
        for (Optional<PackageName> name = stored.next(); name.isPresent(); name = stored.next()) {
            all &= one(mount, name.get(), correlation);
        }
        NamePages laidUpon =
                new NamePages(after -> metadata.states().names(repository, format, after, PAGE));
        for (var name = laidUpon.next(); name.isPresent(); name = laidUpon.next()) {
            if (metadata.releases().files(mount.key(name.get())).isEmpty()) {
                all &= one(mount, name.get(), correlation);
            }
        }
        return all;
    }

    /** One name that cannot be judged keeps none of the others from it. */
    private boolean one(Mount<?, ?> mount, PackageName name, String correlation)
            throws InterruptedException {
        try {
            rejudging.name(mount, name, correlation, Durability.BEHIND);
            return true;
        } catch (IOException e) {
            LOG.error("policies could not be asked again about {}", name, e);
            return false;
        }
    }
}
