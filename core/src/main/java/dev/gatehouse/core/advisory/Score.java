package dev.gatehouse.core.advisory;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One judgement of how bad it is.
 *
 * @param type by which measure: {@code CVSS_V3}
 * @param vector as it is written: {@code CVSS:3.1/AV:N/…}
 * @param value 0.0 to 10.0; empty for a measure that is not known here
 */
public record Score(String type, String vector, Optional<BigDecimal> value) {}
