/** The real server as a process that is killed at any moment, and what it must still have then. */
@NullMarked
package dev.gatehouse.server.crash;

import org.jspecify.annotations.NullMarked;
