package dev.gatehouse.server.api.doctor;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.SharedNames;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Looks at all that the server depends on, one call at a time. Thread-safe. */
final class DoctorEndpoint {
    private static final int MOST_NAMES = 1000;
    private static final int MOST_SHOWN = 5;
    private static final long LEAST_FREE = 1L << 30;

    private final Catalogue catalogue;
    private final Services services;
    private final HostFacts host;
    private final UpstreamDoctor upstreams;
    private final Json json;
    private final Semaphore running = new Semaphore(1);

    DoctorEndpoint(
            Catalogue catalogue,
            Services services,
            HostFacts host,
            InstantSource clock,
            Json json) {
        this.catalogue = catalogue;
        this.services = services;
        this.host = host;
        this.upstreams = new UpstreamDoctor(services, host, clock);
        this.json = json;
    }

    Response examine(ApiCall call) throws IOException, InterruptedException {
        if (!running.tryAcquire()) {
            throw ApiException.conflict("The doctor is looking already; ask again in a moment.");
        }
        try {
            List<Finding> findings = findings();
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("findings", findings.stream().map(Finding::shape).toList());
            shape.put(
                    "healthy", findings.stream().allMatch(f -> f.state() != Finding.State.PROBLEM));
            return json.answer(200, shape);
        } finally {
            running.release();
        }
    }

    private List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(disk());
        List<Mount<?, ?>> mounts = new ArrayList<>(catalogue.all());
        mounts.sort(
                Comparator.<Mount<?, ?>, String>comparing(m -> m.repositoryName())
                        .thenComparing(m -> m.format().id().value()));
        for (Mount<?, ?> mount : mounts) {
            for (Upstream upstream : mount.settings().upstreams()) {
                findings.addAll(upstreams.examine(mount, upstream));
            }
            findings.addAll(names(mount));
        }
        return findings;
    }

    private Finding disk() throws IOException {
        HostFacts.Disk disk = host.disk();
        String subject = "store " + disk.store();
        if (disk.trouble().isPresent()) {
            return Finding.problem(
                    "disk",
                    subject,
                    disk.trouble().get(),
                    "look at the disk and the server's log, then start the server again");
        }
        String detail =
                "can be written and synced; %d MiB of %d MiB are free"
                        .formatted(disk.free() >> 20, disk.total() >> 20);
        return disk.free() < LEAST_FREE
                ? Finding.problem("disk", subject, detail, "make room, or gatehouse gc")
                : Finding.ok("disk", subject, detail);
    }

    private List<Finding> names(Mount<?, ?> mount) throws IOException {
        List<Finding> findings = new ArrayList<>();
        String format = mount.format().id().value();
        String subject = mount.repositoryName() + " " + format;
        if (mount.settings().enforcement() == Enforcement.MONITOR) {
            findings.add(
                    Finding.note(
                            "enforcement",
                            subject,
                            "monitor: nothing is blocked",
                            "gatehouse audit --kind would-block, then set enforcement: enforce"));
        }
        SharedNames.Page shared = services.shared().page(mount, Optional.empty(), MOST_NAMES);
        int count = shared.names().size();
        findings.add(
                count == 0
                        ? Finding.ok("shared-names", subject, "none")
                        : Finding.note(
                                "shared-names",
                                subject,
                                (shared.next().isPresent() ? "more than " : "")
                                        + count
                                        + " local names may come from untrusted upstreams too",
                                "gatehouse trust shared --repository %s --format %s"
                                        .formatted(mount.repositoryName(), format)));
        List<PackageName> weak = services.checks().withoutIndex(mount, MOST_NAMES);
        if (!weak.isEmpty()) {
            findings.add(
                    Finding.note(
                            "names-without-index",
                            subject,
                            "%d names that a trusted upstream has without an index: %s"
                                    .formatted(weak.size(), shown(weak)),
                            "add them to owned-names if they are yours"));
        }
        return findings;
    }

    private static String shown(List<PackageName> names) {
        String some =
                String.join(
                        ", ", names.stream().limit(MOST_SHOWN).map(PackageName::value).toList());
        return names.size() > MOST_SHOWN ? some + ", …" : some;
    }
}
