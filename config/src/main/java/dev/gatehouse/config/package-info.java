/**
 * What an operator configures, as typed records with their defaults. Knows no file and no network.
 */
@NullMarked
package dev.gatehouse.config;

import org.jspecify.annotations.NullMarked;
