/** The part of the management API that is about webhooks. */
@NullMarked
package dev.gatehouse.server.api.webhooks;

import org.jspecify.annotations.NullMarked;
