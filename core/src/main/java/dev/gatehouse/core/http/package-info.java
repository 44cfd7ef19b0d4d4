/** HTTP without a server: requests, responses, bodies, handlers and filters. */
@NullMarked
package dev.gatehouse.core.http;

import org.jspecify.annotations.NullMarked;
