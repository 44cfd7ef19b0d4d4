/** The program: how the parts are put together, started and stopped. */
@NullMarked
package dev.gatehouse.server;

import org.jspecify.annotations.NullMarked;
