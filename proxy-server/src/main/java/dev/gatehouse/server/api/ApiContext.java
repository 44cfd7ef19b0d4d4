package dev.gatehouse.server.api;

import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.api.operation.Upkeep;
import dev.gatehouse.server.api.upload.Uploads;

/**
 * What the management API works on.
 *
 * @param workspace the slug in paths
 */
public record ApiContext(
        String workspace,
        Catalogue catalogue,
        Services services,
        MetadataStore metadata,
        TokenBook tokens,
        Reloading reloading,
        Upkeep upkeep,
        Uploads uploads) {}
