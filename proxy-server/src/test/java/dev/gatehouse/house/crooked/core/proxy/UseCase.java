package dev.gatehouse.house.crooked.core.proxy;

import dev.gatehouse.house.crooked.config.Setting;
import dev.gatehouse.house.crooked.core.model.NameHelper;

/** Core that knows the configuration. */
public record UseCase(Setting setting, NameHelper name) {}
