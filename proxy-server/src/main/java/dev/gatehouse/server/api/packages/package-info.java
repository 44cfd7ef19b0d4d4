/** The part of the management API that is about packages. */
@NullMarked
package dev.gatehouse.server.api.packages;

import org.jspecify.annotations.NullMarked;
