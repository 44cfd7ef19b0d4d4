@NullMarked
package dev.gatehouse.config.discovery;

import org.jspecify.annotations.NullMarked;
