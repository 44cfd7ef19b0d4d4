package dev.gatehouse.server.api;

import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.access.Accounts;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.api.advisories.AdvisoryDesk;
import dev.gatehouse.server.api.doctor.HostFacts;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.api.operation.Upkeep;
import dev.gatehouse.server.api.policies.PolicyDesk;
import dev.gatehouse.server.api.upload.Uploads;
import dev.gatehouse.server.audit.AuditFeed;
import dev.gatehouse.server.managed.RepositoryBook;
import dev.gatehouse.server.webhook.Webhooks;

/**
 * What the management API works on.
 *
 * @param workspace the slug in paths
 * @param version of this program, semantic
 */
public record ApiContext(
        String workspace,
        String version,
        Catalogue catalogue,
        Services services,
        MetadataStore metadata,
        TokenBook tokens,
        RepositoryBook repositories,
        Accounts accounts,
        Authentication authentication,
        AuditFeed feed,
        Reloading reloading,
        Upkeep upkeep,
        Uploads uploads,
        Webhooks webhooks,
        PolicyDesk policies,
        AdvisoryDesk advisories,
        HostFacts host) {}
