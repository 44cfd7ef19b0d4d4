@NullMarked
package dev.gatehouse.fuzz;

import org.jspecify.annotations.NullMarked;
