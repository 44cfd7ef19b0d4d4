/** What the logging set-up needs beyond logback itself. */
@NullMarked
package dev.gatehouse.server.log;

import org.jspecify.annotations.NullMarked;
