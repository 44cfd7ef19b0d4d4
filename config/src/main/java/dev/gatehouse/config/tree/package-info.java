/** YAML as a small tree whose every value knows its line; nothing but maps, lists and text. */
@NullMarked
package dev.gatehouse.config.tree;

import org.jspecify.annotations.NullMarked;
