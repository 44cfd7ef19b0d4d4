/** The part of the management API that is about trust: explain, names, provenance, audit. */
@NullMarked
package dev.gatehouse.server.api.trust;

import org.jspecify.annotations.NullMarked;
