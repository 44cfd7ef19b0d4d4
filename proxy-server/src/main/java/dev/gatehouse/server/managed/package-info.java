/** Repositories that are managed while the server runs, and what is configured in either way. */
@NullMarked
package dev.gatehouse.server.managed;

import org.jspecify.annotations.NullMarked;
