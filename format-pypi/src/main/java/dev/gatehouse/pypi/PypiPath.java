package dev.gatehouse.pypi;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;

/** What a path below the mount of a Python index means. */
public sealed interface PypiPath {
    /** {@code simple/}: all projects. */
    record ProjectList() implements PypiPath {}

    /**
     * {@code simple/NAME/}: the files of one project.
     *
     * @param normal whether the path is in normal form; PEP 503 wants a redirect to it otherwise
     */
    record Project(PackageName name, boolean normal) implements PypiPath {}

    /** {@code files/NAME/FILE}: a wheel or a source distribution. */
    record File(PackageName name, FileName file) implements PypiPath {}

    /** {@code files/NAME/FILE.metadata} (PEP 658), decided like the file that it describes. */
    record Metadata(PackageName name, FileName file) implements PypiPath {}

    /** Nothing that a Python client asks for. */
    record Unknown() implements PypiPath {}

    /** Never fails. The path is decoded already and begins without a slash. */
    static PypiPath parse(String path) {
        try {
            return parse(path.split("/", -1));
        } catch (IllegalArgumentException unusable) { // a name or file name that cannot exist
            return new Unknown();
        }
    }

    private static PypiPath parse(String[] segments) {
        if (segments[0].equals("simple")) {
            return simple(segments);
        }
        if (segments[0].equals("files") && segments.length == 3) {
            return file(PypiNames.parse(segments[1]), segments[2]);
        }
        return new Unknown();
    }

    private static PypiPath simple(String[] segments) {
        boolean endsWithSlash = segments.length > 1 && segments[segments.length - 1].isEmpty();
        if (segments.length == 1 || (segments.length == 2 && endsWithSlash)) {
            return new ProjectList();
        }
        if (segments.length == 2 || (segments.length == 3 && endsWithSlash)) {
            var name = PypiNames.parse(segments[1]);
            return new Project(name, endsWithSlash && name.value().equals(segments[1]));
        }
        return new Unknown();
    }

    private static PypiPath file(PackageName name, String text) {
        if (text.endsWith(".metadata")) {
            var described = text.substring(0, text.length() - ".metadata".length());
            return new Metadata(name, new FileName(described));
        }
        return new File(name, new FileName(text));
    }
}
