package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.proxy.ItemService;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.PackageService;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.api.upload.Upload;
import dev.gatehouse.server.api.upload.Uploads;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes packages of files that were uploaded before. One upload makes one package, however often it
 * is asked for. Thread-safe.
 */
final class UploadEndpoints {
    private final PackageService packages;
    private final ItemService items;
    private final Uploads uploads;
    private final Repositories repositories;
    private final PackageFinder finder;
    private final ListEndpoints list;
    private final Json json;
    private final InstantSource clock;

    UploadEndpoints(Parts parts, Repositories repositories, Json json, InstantSource clock) {
        this.packages = parts.packages();
        this.items = parts.items();
        this.uploads = parts.uploads();
        this.finder = parts.finder();
        this.list = parts.list();
        this.repositories = repositories;
        this.json = json;
        this.clock = clock;
    }

    /** What it works with. */
    record Parts(
            PackageService packages,
            ItemService items,
            Uploads uploads,
            PackageFinder finder,
            ListEndpoints list) {}

    /**
     * What a call asks for.
     *
     * @param files identifiers by role, or paths on the sender's machine where nothing is uploaded
     */
    private record Order(
            Map<String, String> words,
            Map<String, List<String>> files,
            List<String> tags,
            boolean republish) {}

    /** The paths in it are the sender's own: they are neither looked at nor kept. */
    Response validate(ApiCall call) throws IOException {
        Mount<?, ?> mount = mount(call);
        order(call, mount);
        return Response.of(204, Headers.none(), Body.of(""));
    }

    Response upload(ApiCall call) throws IOException, InterruptedException {
        Mount<?, ?> mount = mount(call);
        Order order = order(call, mount);
        Map<String, List<Upload>> sent = sent(call, order);
        String main = packaging(mount).roles().getFirst();
        Upload first =
                Optional.ofNullable(sent.get(main))
                        .map(List::getFirst)
                        .orElseThrow(() -> notUploaded(main));
        ItemKey item = first.makeOnce(() -> make(call, mount, order, sent));
        if (!item.key().name().format().equals(mount.format().id())) {
            throw ApiException.unprocessable(main, "this file has become another package: " + item);
        }
        if (!order.tags().isEmpty()) {
            TagEdit.Action add = TagEdit.Action.ADD;
            items.tag(
                    mount, item, call.by(), new TagEdit(add, order.tags(), false, clock.instant()));
        }
        Optional<Stored> stored = finder.at(new PackageFinder.Place(mount, item));
        return list.answer(
                call,
                201,
                stored.orElseThrow(() -> ApiException.conflict(item + " was deleted meanwhile.")));
    }

    private ItemKey make(
            ApiCall call, Mount<?, ?> mount, Order order, Map<String, List<Upload>> sent)
            throws IOException, InterruptedException {
        List<Shipment.Item> received = new ArrayList<>();
        for (Map.Entry<String, List<Upload>> role : sent.entrySet()) {
            for (Upload upload : role.getValue()) {
                received.add(
                        new Shipment.Item(role.getKey(), upload.file().value(), upload.lend()));
            }
        }
        Principal by = call.request().principal();
        Shipment shipment = new Shipment(order.words(), received, order.republish(), by.name());
        try {
            ItemKey item = packages.receive(mount, shipment, by).item();
            for (List<Upload> uploaded : sent.values()) {
                for (Upload upload : uploaded) {
                    upload.done();
                }
            }
            return item;
        } catch (RefusedException e) {
            throw Refused.as(e.refusal(), packaging(mount).roles().getFirst());
        }
    }

    private Mount<?, ?> mount(ApiCall call) {
        Mount<?, ?> mount = repositories.mount(call, call.variable("format"));
        if (mount.format().packaging().isEmpty()) {
            throw ApiException.missing("Packages of this format cannot be uploaded.");
        }
        return mount;
    }

    private static Packaging<?, ?> packaging(Mount<?, ?> mount) {
        return mount.format().packaging().orElseThrow();
    }

    private Order order(ApiCall call, Mount<?, ?> mount) throws IOException {
        Packaging<?, ?> packaging = packaging(mount);
        BodyFields fields = json.body(call.request());
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String role : packaging.roles()) {
            List<String> named =
                    role.endsWith("_files")
                            ? fields.list(role)
                            : fields.optional(role).map(List::of).orElse(List.of());
            if (!named.isEmpty()) {
                files.put(role, named);
            }
        }
        String main = packaging.roles().getFirst();
        if (!files.containsKey(main)) {
            fields.problem(main, "This field is required.");
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : packaging.words()) {
            fields.optional(word).filter(t -> !t.isEmpty()).ifPresent(t -> words.put(word, t));
        }
        boolean republish = fields.truth("republish").orElse(false);
        List<String> tags =
                fields.optional("tags").stream()
                        .flatMap(text -> List.of(text.split(",", -1)).stream())
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList();
        TagEdit.problem(tags).ifPresent(text -> fields.problem("tags", text));
        packaging
                .wrong(new Shipment(words, List.of(), republish, call.by()))
                .ifPresent(wrong -> fields.problem(wrong.word(), wrong.problem()));
        fields.endObject();
        return new Order(words, files, tags, republish);
    }

    private Map<String, List<Upload>> sent(ApiCall call, Order order) throws IOException {
        Map<String, List<Upload>> sent = new LinkedHashMap<>();
        Set<String> named = new HashSet<>();
        for (Map.Entry<String, List<String>> role : order.files().entrySet()) {
            for (String identifier : role.getValue()) {
                if (!named.add(identifier)) {
                    throw ApiException.unprocessable(
                            role.getKey(), "a file can be one part of a package: " + identifier);
                }
                Upload upload =
                        uploads.of(call.by(), call.variable("repository"), identifier)
                                .filter(Upload::isReceived)
                                .orElseThrow(() -> notUploaded(role.getKey()));
                sent.computeIfAbsent(role.getKey(), r -> new ArrayList<>()).add(upload);
            }
        }
        return sent;
    }

    private static ApiException notUploaded(String role) {
        return ApiException.unprocessable(
                role, "no file was uploaded under this identifier, or its time is over");
    }
}
