/** What belongs to no single project: negotiation, the list of names, refusals. */
@NullMarked
package dev.gatehouse.pypi.service;

import org.jspecify.annotations.NullMarked;
