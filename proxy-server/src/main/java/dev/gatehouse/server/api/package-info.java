/** The management API and health: the table of routes, and a room for each part of them. */
@NullMarked
package dev.gatehouse.server.api;

import org.jspecify.annotations.NullMarked;
