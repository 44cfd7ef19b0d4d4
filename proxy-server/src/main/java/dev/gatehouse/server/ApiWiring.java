package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.server.api.ApiContext;
import dev.gatehouse.server.api.advisories.AdvisoryDesk;
import dev.gatehouse.server.api.policies.PolicyDesk;
import dev.gatehouse.server.api.upload.Uploads;
import dev.gatehouse.server.audit.AuditFeed;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.webhook.Webhooks;

import java.security.SecureRandom;
import java.time.InstantSource;

/** Puts together what the management API works on. */
record ApiWiring(
        GatehouseConfig config,
        String version,
        StoreDirectory store,
        Doorkeeper door,
        SecureRandom random,
        InstantSource clock) {

    /** What it may change. */
    record Changing(
            Reloader reloader, Webhooks webhooks, PolicyDesk policies, AdvisoryDesk advisories) {}

    ApiContext context(
            Catalogue catalogue,
            Services services,
            LiveConfiguration configuration,
            Changing changing) {
        return new ApiContext(
                config.workspace().value(),
                version,
                catalogue,
                services,
                store.metadata(),
                door.tokens(),
                configuration,
                door.accounts(),
                door.authentication(),
                new AuditFeed(store.metadata().audit()),
                changing.reloader(),
                new StoreUpkeep(store, services.journal(), clock),
                uploads(services),
                changing.webhooks(),
                changing.policies(),
                changing.advisories(),
                new ServerHost(store, config.storage().directory()));
    }

    private Uploads uploads(Services services) {
        return new Uploads(
                services.packages()::draft,
                config.server().limits().upload().bytes(),
                random,
                clock);
    }
}
