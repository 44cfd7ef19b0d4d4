@NullMarked
package dev.gatehouse.config.tree;

import org.jspecify.annotations.NullMarked;
