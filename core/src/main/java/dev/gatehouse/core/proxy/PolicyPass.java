package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/**
 * Judges all that is stored again when policies, exemptions or keys are others than those that it
 * was judged by, after a restart too. To be run by one thread, now and then.
 */
public final class PolicyPass {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyPass.class);
    private static final int PAGE = 500;

    private final Catalogue catalogue;
    private final Rejudging rejudging;
    private final Policies policies;
    private final SignatureChecks signatures;
    private final MetadataStore metadata;
    private final Journal journal;

    PolicyPass(
            Kernel kernel, Catalogue catalogue, Rejudging rejudging, SignatureChecks signatures) {
        this.catalogue = catalogue;
        this.rejudging = rejudging;
        this.policies = kernel.rules().policies();
        this.signatures = signatures;
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
    }

    private String wanted() {
        return policies.current().generation() + " " + signatures.keys();
    }

    /**
     * Judges all, if that is due. One that changes meanwhile makes the next call due.
     *
     * @return whether it was
     */
    public boolean runIfDue() throws IOException, InterruptedException {
        String wanted = wanted();
        if (metadata.policies().judgedFor().filter(wanted::equals).isPresent()) {
            return false;
        }
        String correlation = journal.id();
        long names = 0;
        for (Mount<?, ?> mount : catalogue.all()) {
            names += each(mount, correlation);
        }
        metadata.commit(new Change.PutJudgedFor(wanted));
        LOG.info("policies were asked again about {} stored names", names);
        return true;
    }

    private long each(Mount<?, ?> mount, String correlation)
            throws IOException, InterruptedException {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        NamePages stored =
                new NamePages(
                        after -> metadata.releases().storedNames(repository, format, after, PAGE));
        long names = 0;
        for (Optional<PackageName> name = stored.next(); name.isPresent(); name = stored.next()) {
            rejudging.name(mount, name.get(), correlation);
            names++;
        }
        NamePages laidUpon =
                new NamePages(after -> metadata.states().names(repository, format, after, PAGE));
        for (var name = laidUpon.next(); name.isPresent(); name = laidUpon.next()) {
            if (metadata.releases().files(mount.key(name.get())).isEmpty()) {
                rejudging.name(mount, name.get(), correlation);
            }
        }
        return names;
    }
}
