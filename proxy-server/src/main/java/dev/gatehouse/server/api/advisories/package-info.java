/** The management API's room about advisories. */
@NullMarked
package dev.gatehouse.server.api.advisories;

import org.jspecify.annotations.NullMarked;
