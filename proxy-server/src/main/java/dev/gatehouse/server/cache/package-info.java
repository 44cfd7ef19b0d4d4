/** Memory caches of rendered documents and decisions: the only place that knows Caffeine. */
@NullMarked
package dev.gatehouse.server.cache;

import org.jspecify.annotations.NullMarked;
