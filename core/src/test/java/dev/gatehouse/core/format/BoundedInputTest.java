package dev.gatehouse.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;

class BoundedInputTest {
    private static BoundedInput of(long most, int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new BoundedInput(new ByteArrayInputStream(content), most, "too much");
    }

    @Test
    void whatFitsIsReadToItsEnd() throws IOException {
        BoundedInput in = of(3, 1, 200, 3);

        assertThat(in.read()).isEqualTo(1);
        assertThat(in.read()).isEqualTo(200);
        assertThat(in.skip(0)).isZero();
        assertThat(in.skip(5)).isEqualTo(1);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.skip(1)).isZero();
        assertThat(in.markSupported()).isFalse();
    }

    @Test
    void oneByteMoreIsRefusedWhetherReadOrPassedOver() {
        assertThatThrownBy(() -> of(2, 1, 2, 3).readAllBytes())
                .isInstanceOf(BoundedInput.TooLargeException.class)
                .hasMessage("too much");
        assertThatThrownBy(() -> of(2, 1, 2, 3).skip(3))
                .isInstanceOf(BoundedInput.TooLargeException.class);
    }

    @Test
    void aStepHasABoundOfItsOwn() throws IOException {
        BoundedInput in = of(10, 1, 2, 3, 4);
        in.step(2);
        assertThat(in.readNBytes(2)).hasSize(2);
        in.step(1);

        assertThatThrownBy(() -> in.readNBytes(2))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void whatIsNotCountedIsNotBounded() throws IOException {
        BoundedInput in = of(1, 0, 0, 0);
        in.uncounted(true);

        assertThat(in.endsInZeros()).isTrue();
        assertThat(of(9, 0, 1).endsInZeros()).isFalse();
    }
}
