package dev.gatehouse.house.crooked.core.proxy;

import dev.gatehouse.house.crooked.config.Setting;
import dev.gatehouse.house.crooked.core.model.NameHelper;
import dev.gatehouse.house.crooked.core.upstream.UpstreamClient;

/** Core that knows the configuration, and asks upstreams by itself. */
public record UseCase(Setting setting, NameHelper name, UpstreamClient client) {}
