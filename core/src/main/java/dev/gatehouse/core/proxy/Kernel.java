package dev.gatehouse.core.proxy;

import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.UpstreamClient;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/**
 * What the services share.
 *
 * @param signer signs with the keys of repositories
 * @param rules by which packages are judged
 * @param threads starts a virtual thread for each task
 */
public record Kernel(
        BlobStore blobs,
        MetadataStore metadata,
        UpstreamClient upstreams,
        Memories memories,
        Epochs epochs,
        PackageLocks locks,
        Journal journal,
        Events events,
        SignatureJudges signatures,
        RepositorySigner signer,
        Rules rules,
        ExecutorService threads,
        InstantSource clock) {}
