/** Jobs that prove who they are by an identity of their CI; the only place that knows Nimbus. */
@NullMarked
package dev.gatehouse.server.access.oidc;

import org.jspecify.annotations.NullMarked;
