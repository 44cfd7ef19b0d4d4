/** Tests of packuments. */
@NullMarked
package dev.gatehouse.npm.packument;

import org.jspecify.annotations.NullMarked;
