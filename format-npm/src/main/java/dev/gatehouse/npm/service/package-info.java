/** What a registry answers beside packages: search, advisories, keys, attestations, refusals. */
@NullMarked
package dev.gatehouse.npm.service;

import org.jspecify.annotations.NullMarked;
