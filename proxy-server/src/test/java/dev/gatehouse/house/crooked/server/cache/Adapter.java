package dev.gatehouse.house.crooked.server.cache;

import dev.gatehouse.house.crooked.config.Setting;

record Adapter(Setting setting) {}
