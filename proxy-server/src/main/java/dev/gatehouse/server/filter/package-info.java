/** Filters that belong to HTTP itself: conditional requests, ranges, deadlines, text encoding. */
@NullMarked
package dev.gatehouse.server.filter;

import org.jspecify.annotations.NullMarked;
