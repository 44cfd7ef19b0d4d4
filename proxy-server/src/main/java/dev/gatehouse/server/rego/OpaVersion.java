package dev.gatehouse.server.rego;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether there is an opa that reads the policies of today. Pure, but for asking it. */
final class OpaVersion {
    private static final Pattern VERSION = Pattern.compile("Version: (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final int[] LEAST = {1, 7, 1};

    private static final String HOW =
            " Policies in Rego are compiled by the program opa (Open Policy Agent), 1.7.1 or newer:"
                    + " put it on the server's PATH or configure where it is; go install"
                    + " github.com/open-policy-agent/opa@latest makes one. Compiled bundles and the"
                    + " built-in rules need none.";

    private OpaVersion() {}

    static Optional<RegoFinding> problem(OpaProcess opa, Path directory)
            throws OpaTimeoutException, InterruptedException {
        String told;
        try {
            told = opa.run(directory, "version").output();
        } catch (OpaTimeoutException slow) {
            throw slow;
        } catch (IOException missing) {
            return Optional.of(
                    RegoFinding.error("opa_missing", "There is no opa on this machine." + HOW));
        }
        Matcher version = VERSION.matcher(told);
        if (!version.find()) {
            return Optional.of(
                    RegoFinding.error("opa_unknown", "What is called opa here is not opa." + HOW));
        }
        return isNewEnough(version)
                ? Optional.empty()
                : Optional.of(
                        RegoFinding.error(
                                "opa_too_old",
                                "opa is of version "
                                        + version.group().substring("Version: ".length())
                                        + ", which cannot read input.v0.package."
                                        + HOW));
    }

    private static boolean isNewEnough(Matcher version) {
        for (int i = 0; i < LEAST.length; i++) {
            int order = Integer.compare(Integer.parseInt(version.group(i + 1)), LEAST[i]);
            if (order != 0) {
                return order > 0;
            }
        }
        return true;
    }
}
