/** From file, environment and command line to records: the keys, the loader, the effective text. */
@NullMarked
package dev.gatehouse.config.load;

import org.jspecify.annotations.NullMarked;
