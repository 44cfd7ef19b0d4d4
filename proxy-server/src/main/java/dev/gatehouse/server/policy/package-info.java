/**
 * Which policies are in force: those that a directory declares, or those that are managed while the
 * server runs; how people write them; and the exemptions from them.
 */
@NullMarked
package dev.gatehouse.server.policy;

import org.jspecify.annotations.NullMarked;
