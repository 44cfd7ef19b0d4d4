/**
 * Asks upstreams over Apache HttpClient: deadlines, limits, retries, the circuit breaker,
 * credentials and the rule of which addresses may be connected to.
 */
@NullMarked
package dev.gatehouse.server.upstream;

import org.jspecify.annotations.NullMarked;
