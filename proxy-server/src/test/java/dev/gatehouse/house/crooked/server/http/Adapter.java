package dev.gatehouse.house.crooked.server.http;

import dev.gatehouse.house.crooked.config.Setting;

record Adapter(Setting setting) {}
