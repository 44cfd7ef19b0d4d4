/** What Maven's clients are told. */
@NullMarked
package dev.gatehouse.maven.service;

import org.jspecify.annotations.NullMarked;
