@NullMarked
package dev.gatehouse.config.load;

import org.jspecify.annotations.NullMarked;
