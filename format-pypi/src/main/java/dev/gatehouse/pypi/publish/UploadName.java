package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.DistributionName.Kind;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.name.PypiVersion;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name, version and file name of an upload, which must tell the same. */
final class UploadName {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+!-]*");
    private static final String SDIST = ".tar.gz";

    private UploadName() {}

    /** The name that form and file have in common. */
    static DistributionName of(SentForm form, String fileName) throws RefusedException {
        String version = form.required("version");
        Version key = PypiVersion.key(version).orElseThrow(() -> noVersion(version));
        DistributionName found = distribution(form.required("name"), fileName);
        if (!found.version().equals(key)) {
            throw RefusedException.invalid(
                    "the file name '%s' has the version '%s', the form '%s'"
                            .formatted(fileName, found.spelling().orElse("none"), version));
        }
        return found;
    }

    private static DistributionName distribution(String name, String fileName)
            throws RefusedException {
        boolean wheel = fileName.endsWith(".whl");
        if (!SHAPE.matcher(fileName).matches() || !(wheel || fileName.endsWith(SDIST))) {
            throw RefusedException.invalid(
                    "'%s' cannot be published: expected a wheel (NAME-VERSION-TAGS.whl) or a source distribution (NAME-VERSION.tar.gz)"
                            .formatted(fileName));
        }
        try {
            PackageName project = PypiNames.parse(name);
            return DistributionName.of(project, new FileName(fileName))
                    .orElseThrow(
                            () ->
                                    RefusedException.invalid(
                                            "the file name '%s' is not one of the project '%s'"
                                                    .formatted(fileName, name)));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static RefusedException noVersion(String text) {
        return RefusedException.invalid(
                "the version '" + text + "' is none by PEP 440: expected e.g. 1.0.2");
    }

    /** What the form calls the file's kind, and the Python that it is for. */
    static void requireKind(SentForm form, DistributionName distribution) throws RefusedException {
        boolean wheel = distribution.kind() == Kind.WHEEL;
        requireSame("filetype", form.required("filetype"), wheel ? "bdist_wheel" : "sdist");
        String python = form.text("pyversion").orElse("").toLowerCase(Locale.ROOT);
        if (wheel && !python.isEmpty()) {
            String[] parts = distribution.file().value().split("-", -1);
            requireSame("pyversion", python, parts[parts.length - 3].toLowerCase(Locale.ROOT));
        } else if (!python.isEmpty()) {
            requireSame("pyversion", python, "source");
        }
    }

    private static void requireSame(String field, String sent, String expected)
            throws RefusedException {
        if (!sent.equals(expected)) {
            throw RefusedException.invalid(
                    "the form has the %s '%s', the file is '%s'".formatted(field, sent, expected));
        }
    }
}
