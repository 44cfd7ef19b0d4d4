/** What is kept: metadata in RocksDB, bytes in files named by their SHA-256. */
@NullMarked
package dev.gatehouse.server.store;

import org.jspecify.annotations.NullMarked;
