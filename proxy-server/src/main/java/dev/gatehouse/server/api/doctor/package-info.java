/** The part of the management API that looks for what is wrong, and says what to do about it. */
@NullMarked
package dev.gatehouse.server.api.doctor;

import org.jspecify.annotations.NullMarked;
