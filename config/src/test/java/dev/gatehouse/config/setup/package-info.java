@NullMarked
package dev.gatehouse.config.setup;

import org.jspecify.annotations.NullMarked;
