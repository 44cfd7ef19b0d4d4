/** The part of the management API that keeps the server going, and health. */
@NullMarked
package dev.gatehouse.server.api.operation;

import org.jspecify.annotations.NullMarked;
