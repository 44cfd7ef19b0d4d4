/** What is wrong with a configuration, and where each value came from. */
@NullMarked
package dev.gatehouse.config.report;

import org.jspecify.annotations.NullMarked;
