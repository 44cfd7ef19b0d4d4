/** Tests of what a registry answers beside packages. */
@NullMarked
package dev.gatehouse.npm.service;

import org.jspecify.annotations.NullMarked;
