package dev.gatehouse.house.crooked.config;

import dev.gatehouse.house.crooked.core.model.NameHelper;

/** Configuration that knows core. */
public record Setting(NameHelper name) {}
