/**
 * What is known about the signatures of a file, and the ports that find out. Values only: who
 * checks them stands in the server.
 */
@NullMarked
package dev.gatehouse.core.signature;

import org.jspecify.annotations.NullMarked;
