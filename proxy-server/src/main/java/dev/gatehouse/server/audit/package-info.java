/** The audit log as operators use it: how much is kept, as lines of JSON, and as it grows. */
@NullMarked
package dev.gatehouse.server.audit;

import org.jspecify.annotations.NullMarked;
