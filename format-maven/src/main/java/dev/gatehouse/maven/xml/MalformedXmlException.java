package dev.gatehouse.maven.xml;

/** A document is no XML, goes over a limit, or is not what it should be. */
public final class MalformedXmlException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedXmlException(String message) {
        super(message);
    }

    public MalformedXmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
