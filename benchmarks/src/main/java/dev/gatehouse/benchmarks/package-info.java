/** What is fast, and how fast beside a peer or a limit in the same run. */
@NullMarked
package dev.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
