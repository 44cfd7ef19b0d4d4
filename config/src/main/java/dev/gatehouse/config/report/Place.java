package dev.gatehouse.config.report;

/** Where a value of the configuration came from. */
public sealed interface Place {
    /**
     * In a file.
     *
     * @param line from 1
     * @param column from 1
     */
    record InFile(String file, int line, int column) implements Place {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** In a variable of the environment. */
    record Variable(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }

    /** On the command line. */
    record CommandLine(String key) implements Place {
        @Override
        public String toString() {
            return "command line";
        }
    }

    /** Nowhere: the built-in default, or the configuration as a whole. */
    record Default() implements Place {
        @Override
        public String toString() {
            return "default";
        }
    }
}
