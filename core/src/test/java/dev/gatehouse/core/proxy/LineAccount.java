package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;

/** A logout, which no repository answers. */
record LineAccount() implements AccountCall {
    @Override
    public boolean hasOwnProof() {
        return false;
    }

    @Override
    public Wish read(Request request) {
        return new Wish.LogOut("none");
    }

    @Override
    public Response answer(Outcome outcome) {
        return Response.text(200, outcome.toString());
    }
}
