package cloudsmith

match if json.is_valid("{}")

reason := base64.encode(json.marshal([input.v0.repository.slug, input.v0.workspace.slug]))

decoded := json.unmarshal("{\"a\": [1, 2.5, {\"b\": null}]}")
