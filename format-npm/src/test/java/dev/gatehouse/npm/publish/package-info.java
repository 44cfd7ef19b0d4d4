/** Tests of publications and edits. */
@NullMarked
package dev.gatehouse.npm.publish;

import org.jspecify.annotations.NullMarked;
