package dev.gatehouse.house.crooked.server.store;

import dev.gatehouse.house.crooked.config.Setting;

record Adapter(Setting setting) {}
