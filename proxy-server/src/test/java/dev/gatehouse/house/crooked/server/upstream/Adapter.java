package dev.gatehouse.house.crooked.server.upstream;

import dev.gatehouse.house.crooked.config.Setting;

record Adapter(Setting setting) {}
