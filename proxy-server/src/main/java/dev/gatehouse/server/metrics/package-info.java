/** What is counted; the only place that knows Prometheus. */
@NullMarked
package dev.gatehouse.server.metrics;

import org.jspecify.annotations.NullMarked;
