package dev.gatehouse.server.advisory;

import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Scores of CVSS vectors, versions 2, 3.0, 3.1 and 4.0. Pure. */
final class CvssScores {
    private CvssScores() {}

    /** The base score, with one decimal; empty for what is no whole vector. */
    static Optional<BigDecimal> of(String vector) {
        try {
            Cvss cvss = Cvss.fromVector(vector);
            return cvss == null
                    ? Optional.empty()
                    : Optional.of(
                            BigDecimal.valueOf(cvss.calculateScore().getBaseScore())
                                    .setScale(1, RoundingMode.HALF_UP));
        } catch (MalformedVectorException e) {
            return Optional.empty();
        }
    }
}
