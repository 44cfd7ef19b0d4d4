/** Traces of requests and upstream calls, sent as OTLP; the only OpenTelemetry. */
@NullMarked
package dev.gatehouse.server.telemetry;

import org.jspecify.annotations.NullMarked;
