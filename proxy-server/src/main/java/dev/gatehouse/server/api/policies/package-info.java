/** The part of the management API that is about policies: in the shapes of Cloudsmith's. */
@NullMarked
package dev.gatehouse.server.api.policies;

import org.jspecify.annotations.NullMarked;
