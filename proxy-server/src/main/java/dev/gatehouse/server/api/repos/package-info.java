/** Repositories and upstreams by API: shown in both modes, changed where they are managed. */
@NullMarked
package dev.gatehouse.server.api.repos;

import org.jspecify.annotations.NullMarked;
