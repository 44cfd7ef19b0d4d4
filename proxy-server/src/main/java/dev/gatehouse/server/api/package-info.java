/** The management API, health and metrics; the only place that knows Prometheus. */
@NullMarked
package dev.gatehouse.server.api;

import org.jspecify.annotations.NullMarked;
