/**
 * A tree that breaks every rule of the house. Its packages below are not null-marked, which is one
 * of them.
 */
@NullMarked
package dev.gatehouse.house.crooked;

import org.jspecify.annotations.NullMarked;
