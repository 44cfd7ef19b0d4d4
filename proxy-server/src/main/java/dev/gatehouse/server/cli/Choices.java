package dev.gatehouse.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Words that an argument may be, for shells to complete. */
final class Choices {
    private Choices() {}

    /** Ecosystems. */
    static final class Formats extends Words {
        Formats() {
            super("npm", "pypi", "maven");
        }
    }

    /** What {@code use} can set up. */
    static final class Clients extends Words {
        Clients() {
            super("npm", "pnpm", "yarn", "pip", "uv", "poetry", "mvn", "gradle");
        }
    }

    static final class Shells extends Words {
        Shells() {
            super("bash", "zsh", "fish");
        }
    }

    static final class TrustLevels extends Words {
        TrustLevels() {
            super("trusted", "untrusted");
        }
    }

    static final class Modes extends Words {
        Modes() {
            super("cache", "proxy-only", "cache-only");
        }
    }

    static final class Roles extends Words {
        Roles() {
            super("read", "publish", "admin");
        }
    }

    /** A list that picocli can make by itself. */
    abstract static class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Words(String... words) {
            super(List.of(words));
        }
    }
}
