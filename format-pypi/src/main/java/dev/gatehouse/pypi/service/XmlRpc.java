package dev.gatehouse.pypi.service;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;

/** XML-RPC, which {@code pip search} still speaks and indexes answer no more. */
final class XmlRpc {
    /** A fault comes with status 200, or clients do not show its text. */
    private static final String FAULT =
            """
            <?xml version="1.0"?>
            <methodResponse><fault><value><struct>\
            <member><name>faultCode</name><value><int>-32601</int></value></member>\
            <member><name>faultString</name><value><string>\
            XML-RPC is not served here: use the simple index, or the JSON document of a project\
            </string></value></member></struct></value></fault></methodResponse>
            """;

    private XmlRpc() {}

    static Response refuse() {
        return Response.of(
                200,
                Headers.of("content-type", "text/xml; charset=utf-8")
                        .with("cache-control", "no-store"),
                Body.of(FAULT));
    }
}
