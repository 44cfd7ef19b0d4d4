/** Who sends a request: tokens, how they are presented, and what comes of a wrong one. */
@NullMarked
package dev.gatehouse.server.access;

import org.jspecify.annotations.NullMarked;
