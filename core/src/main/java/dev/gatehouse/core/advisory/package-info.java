/** What is known of vulnerable and malicious versions of packages; pure values. */
@NullMarked
package dev.gatehouse.core.advisory;

import org.jspecify.annotations.NullMarked;
