/** Tests of routes, negotiation and refusals. */
@NullMarked
package dev.gatehouse.pypi.service;

import org.jspecify.annotations.NullMarked;
