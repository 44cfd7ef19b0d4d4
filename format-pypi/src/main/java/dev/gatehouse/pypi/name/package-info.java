/** Names of projects, versions and distribution files, each in the one form that keys use. */
@NullMarked
package dev.gatehouse.pypi.name;

import org.jspecify.annotations.NullMarked;
