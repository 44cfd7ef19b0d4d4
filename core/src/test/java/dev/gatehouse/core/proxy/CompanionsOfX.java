package dev.gatehouse.core.proxy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One package of one upstream, in a format that makes companions of its files. */
abstract class CompanionsOfX {
    static final byte[] BYTES = Bodies.of("makes a note");
    static final String BESIDE = "beside x-1.sig=" + Gate.sha256(Bodies.of("a note"));

    Gate gate;
    ScriptedUpstream untrusted;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new MakingFormat());
        untrusted = serving(gate.untrusted("P"), BYTES);
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    static ScriptedUpstream serving(ScriptedUpstream upstream, byte[] bytes) {
        return upstream.index("x", Gate.line("1", "x-1", bytes)).file("x", "x-1", bytes);
    }

    final String file(String file) throws Exception {
        var answer = gate.file("x", "1", file);
        return answer.status() == 200 ? Gate.text(answer) : Integer.toString(answer.status());
    }

    final String index() throws Exception {
        return Gate.text(gate.index("x"));
    }
}
