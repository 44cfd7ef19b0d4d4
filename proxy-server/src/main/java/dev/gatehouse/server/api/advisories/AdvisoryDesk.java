package dev.gatehouse.server.api.advisories;

import dev.gatehouse.server.advisory.AdvisoryBook;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What this part of the API works on.
 *
 * @param room where what is sent lies until it is imported
 * @param declared the source that the configuration names: then people import nothing
 */
public record AdvisoryDesk(AdvisoryBook book, Path room, Optional<String> declared) {}
