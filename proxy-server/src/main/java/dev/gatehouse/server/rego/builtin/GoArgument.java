package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoWriter;

import java.math.BigInteger;

/** What OPA hands to Go's {@code fmt} for a value. */
sealed interface GoArgument {
    /** By which Go names its type in complaints. */
    String type();

    /** A number of 64 bits. */
    record Whole(long value) implements GoArgument {
        @Override
        public String type() {
            return "int64";
        }
    }

    /** A larger one. */
    record Big(BigInteger value) implements GoArgument {
        @Override
        public String type() {
            return "*big.Int";
        }
    }

    /** One that is written with a fraction or exponent. */
    record Real(double value) implements GoArgument {
        @Override
        public String type() {
            return "float64";
        }
    }

    /** Text, or what has been printed already. */
    record Printed(String value) implements GoArgument {
        @Override
        public String type() {
            return "string";
        }
    }

    /** The text of a number, and not its value, says what it is: {@code 9.0} is real. */
    static GoArgument of(RegoValue value) {
        return switch (value) {
            case RegoValue.Num number -> number(number);
            case RegoValue.Text(String text) -> new Printed(text);
            case RegoValue.Null ignored -> new Printed("null");
            case RegoValue.Bool(boolean truth) -> new Printed(Boolean.toString(truth));
            case RegoValue.Items items -> new Printed(RegoWriter.display(items));
            case RegoValue.Fields fields -> new Printed(RegoWriter.display(fields));
            case RegoValue.Members members -> new Printed(RegoWriter.display(members));
        };
    }

    private static GoArgument number(RegoValue.Num number) {
        String text = number.text();
        if (number.isFloat()) {
            double real = Double.parseDouble(text);
            return Double.isInfinite(real) ? new Printed(text) : new Real(real);
        }
        var whole = new BigInteger(text);
        return whole.bitLength() < Long.SIZE ? new Whole(whole.longValue()) : new Big(whole);
    }
}
