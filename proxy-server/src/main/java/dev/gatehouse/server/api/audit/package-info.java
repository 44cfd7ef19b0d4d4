/** The part of the management API that is about the audit log. */
@NullMarked
package dev.gatehouse.server.api.audit;

import org.jspecify.annotations.NullMarked;
