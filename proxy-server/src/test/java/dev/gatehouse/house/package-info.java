/** Rules of the house: what no single class can promise, checked over the whole tree. */
@NullMarked
package dev.gatehouse.house;

import org.jspecify.annotations.NullMarked;
