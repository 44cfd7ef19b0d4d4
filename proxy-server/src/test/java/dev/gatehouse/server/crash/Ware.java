package dev.gatehouse.server.crash;

/** One version of a package. */
record Ware(String name, String version) {
    String file() {
        return name + "-" + version + ".tgz";
    }

    /** Its tarball below the registry. */
    String path() {
        return name + "/-/" + file();
    }
}
