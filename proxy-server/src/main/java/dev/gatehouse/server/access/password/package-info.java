/** Passwords of users; the only place that knows Password4j. */
@NullMarked
package dev.gatehouse.server.access.password;

import org.jspecify.annotations.NullMarked;
