/** The part of the management API that is about tokens and who one is. */
@NullMarked
package dev.gatehouse.server.api.tokens;

import org.jspecify.annotations.NullMarked;
