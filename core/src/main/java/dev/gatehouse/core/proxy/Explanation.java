package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.SourceRuling;

import java.util.List;

/**
 * Why a name is served as it is.
 *
 * @param ruling as it would be enforced
 * @param versions as they are served
 * @param silent names of sources that may serve and did not answer
 */
public record Explanation(
        String repository,
        PackageName name,
        Enforcement enforcement,
        SourceRuling ruling,
        List<ExplainedVersion> versions,
        List<String> silent) {

    /** Whether a version is shown. */
    public enum State {
        VISIBLE,
        HIDDEN,
        QUARANTINED
    }

    /**
     * One version.
     *
     * @param owner the name of the source that it belongs to; empty when that source is gone
     * @param reason why it is shown, or hidden
     */
    public record ExplainedVersion(Version version, String owner, State state, String reason) {}
}
