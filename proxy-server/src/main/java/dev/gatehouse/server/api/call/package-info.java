/** One call of the management API: its route, who may make it, its body, its answer. */
@NullMarked
package dev.gatehouse.server.api.call;

import org.jspecify.annotations.NullMarked;
