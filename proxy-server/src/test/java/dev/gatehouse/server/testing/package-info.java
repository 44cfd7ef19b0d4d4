/** Servers that tests script: whatever an upstream may do to a client, over loopback. */
@NullMarked
package dev.gatehouse.server.testing;

import org.jspecify.annotations.NullMarked;
