package dev.gatehouse.server.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command at a terminal of its own, at which somebody types what it asks for. */
public final class Terminal {
    /** Python's pty: the JDK has none. */
    private static final String TYPIST =
            """
            import os, pty, sys
            end = sys.argv.index('--')
            answers = [pair.split('=', 1) for pair in sys.argv[1:end]]
            pid, fd = pty.fork()
            if pid == 0:
                os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
            seen = b''
            while True:
                try:
                    data = os.read(fd, 4096)
                except OSError:
                    break
                if not data:
                    break
                sys.stdout.buffer.write(data)
                seen += data
                if answers and answers[0][0].encode() in seen:
                    os.write(fd, answers.pop(0)[1].encode() + b'\\r')
                    seen = b''
            sys.stdout.flush()
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """;

    private final ClientTool python;
    private final List<String> words = new ArrayList<>(List.of("-c", TYPIST));

    private Terminal(ClientTool python) {
        this.python = python;
    }

    /** A terminal for clients whose home that is. */
    public static Terminal of(Path home) throws IOException {
        return new Terminal(ClientTool.of(home, "python3"));
    }

    /** Asked for that, in this order, that is typed. */
    public Terminal typing(String prompt, String answer) {
        words.add(prompt + "=" + answer);
        return this;
    }

    /** Runs a command; its output is what the terminal shows. */
    public ClientTool.Run run(Path directory, String... command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(words);
        line.add("--");
        line.addAll(List.of(command));
        return python.run(directory, line.toArray(String[]::new));
    }
}
