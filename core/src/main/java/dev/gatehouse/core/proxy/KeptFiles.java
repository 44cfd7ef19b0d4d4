package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds stored files of which their source now says other digests: served bytes never change, so
 * the stored ones stay, and an alarm is raised. And those that lie beside a file that it lists, but
 * are not listed themselves: made here.
 */
final class KeptFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    private final Journal journal;
    private final Events events;

    KeptFiles(Kernel kernel) {
        this.journal = kernel.journal();
        this.events = kernel.events();
    }

    /** Those of which the source of a visible version says something else, or nothing. */
    <R extends Release> Map<FileName, Set<Digest>> differing(
            Mount<?, ?> mount, VisibleIndex<R, ?> index, List<StoredFile> files) {
        Map<FileName, Set<Digest>> kept = new HashMap<>();
        for (StoredFile stored : files) {
            Optional<Accepted<R>> accepted =
                    index.find(stored.version()).filter(a -> a.owner().id().equals(stored.owner()));
            if (accepted.isEmpty()) {
                continue;
            }
            R release = accepted.get().release();
            Optional<ReleaseFile> listed = listed(release, stored.file());
            if (listed.isEmpty() && isMade(mount, release, stored)) {
                kept.put(stored.file(), stored.digests());
            }
            if (listed.isPresent() && !agrees(listed.get(), stored)) {
                kept.put(stored.file(), stored.digests());
                alarm(mount, accepted.get(), stored);
            }
        }
        return kept;
    }

    /** Of what was published here, all that may be had is listed. */
    private static boolean isMade(Mount<?, ?> mount, Release release, StoredFile stored) {
        FileName main = mount.format().main(stored.file());
        return !stored.owner().isLocal()
                && !main.equals(stored.file())
                && listed(release, main).isPresent();
    }

    private static Optional<ReleaseFile> listed(Release release, FileName file) {
        return release.files().stream().filter(f -> f.name().equals(file)).findFirst();
    }

    private static boolean agrees(ReleaseFile file, StoredFile stored) {
        return file.digests().stream()
                .allMatch(d -> stored.digest(d.algorithm()).map(d::equals).orElse(true));
    }

    private void alarm(Mount<?, ?> mount, Accepted<?> accepted, StoredFile stored) {
        String upstream = accepted.owner().name();
        LOG.warn(
                "{} now offers other bytes for {}, which is stored; the stored ones stay",
                upstream,
                stored.file());
        events.integrityFailure(mount.format().id(), upstream);
        journal.refused(
                AuditEvent.Kind.INTEGRITY,
                mount,
                stored.key().name(),
                new Journal.Refused(upstream, 0, "gatehouse"));
    }
}
