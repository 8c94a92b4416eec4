import JSON
import Sitrep

/// The description of the site's addresses (OpenAPI 3.1), written from the table of routes.
enum OpenAPI {
    static let types: [String: String] = [
        "json": "application/json", "events": "text/event-stream", "atom": "application/atom+xml",
    ]

    static var text: String {
        var out = JSONWriter(indent: 1)
        out.object { json in
            json.member("openapi", "3.1.0")
            json.name("info")
            json.object { json in
                json.member("title", "Sitrep")
                json.member("version", Sitrep.version)
                json.member(
                    "description",
                    "Every page is also JSON at its address + .json. Fields may be added; those described keep their names and meaning. Offsets are code points."
                )
            }
            json.name("paths")
            json.object { json in
                for route in Route.all {
                    let path = "/" + route.path.joined(separator: "/")
                    if route.isPage || route.endings.isEmpty {
                        json.name(path)
                        json.object { json in
                            if !route.isFormOnly {
                                operation(route, ending: nil, type: route.isPage ? "text/html" : "text/plain", &json)
                            }
                            if let form = route.form { sending(route, form, &json) }
                        }
                    }
                    for ending in route.endings {
                        json.name("\(path).\(ending)")
                        let export = StorySitePage.exports.first { $0.ending == ending }?.type
                        json.object { json in
                            operation(route, ending: ending, type: types[ending] ?? export ?? "text/plain", &json)
                        }
                    }
                }
            }
            json.name("components")
            json.object { json in
                json.name("schemas")
                json.object { json in
                    json.name("Problem")
                    json.object { json in
                        json.member("type", "object")
                        json.member("required", ["type", "title", "status", "detail"])
                        json.name("properties")
                        json.object { json in
                            for (name, type) in [
                                ("type", "string"), ("title", "string"), ("status", "integer"), ("detail", "string"),
                            ] {
                                json.name(name)
                                json.object { $0.member("type", type) }
                            }
                        }
                    }
                }
                json.name("securitySchemes")
                json.object { json in
                    json.name("token")
                    json.object { json in
                        json.member("type", "http")
                        json.member("scheme", "bearer")
                    }
                }
            }
        }
        out.newline()
        return out.string
    }

    private static func inPath(_ route: Route, _ json: inout JSONWriter) {
        for segment in route.path where segment.hasPrefix("{") {
            json.object { json in
                json.member("name", String(segment.dropFirst().dropLast()))
                json.member("in", "path")
                json.member("required", true)
                json.name("schema")
                json.object { $0.member("type", "string") }
            }
        }
    }

    /// What an address takes by POST.
    private static func sending(_ route: Route, _ form: Route.Form, _ json: inout JSONWriter) {
        json.name("post")
        json.object { json in
            json.member("operationId", route.name.rawValue + (route.isFormOnly ? "" : "-add"))
            json.member("summary", form.summary + " For editors.")
            json.name("parameters")
            json.array { inPath(route, &$0) }
            json.name("requestBody")
            json.object { json in
                json.name("content")
                json.object { json in
                    json.name("application/json")
                    json.object { json in
                        json.name("schema")
                        json.object { json in
                            json.member("type", "object")
                            json.name("properties")
                            json.object { json in
                                for field in form.fields {
                                    json.name(field.name)
                                    json.object { json in
                                        json.member("description", field.words)
                                    }
                                }
                            }
                        }
                    }
                }
            }
            json.name("responses")
            json.object { json in
                json.name("201")
                json.object { json in
                    json.member("description", "Done.")
                    json.name("content")
                    json.object { json in
                        json.name("application/json")
                        json.object { _ in }
                    }
                }
                problem(&json)
            }
        }
    }

    private static func problem(_ json: inout JSONWriter) {
        json.name("default")
        json.object { json in
            json.member("description", "Why there is no answer (RFC 9457).")
            json.name("content")
            json.object { json in
                json.name("application/problem+json")
                json.object { json in
                    json.name("schema")
                    json.object { $0.member("$ref", "#/components/schemas/Problem") }
                }
            }
        }
    }

    private static func operation(_ route: Route, ending: String?, type: String, _ json: inout JSONWriter) {
        json.name("get")
        json.object { json in
            json.member("operationId", route.name.rawValue + (ending.map { "-" + $0 } ?? ""))
            json.member("summary", route.summary)
            json.name("parameters")
            json.array { json in
                inPath(route, &json)
                for parameter in route.parameters {
                    json.object { json in
                        json.member("name", parameter.name)
                        json.member("in", "query")
                        json.member("description", parameter.words)
                        json.name("schema")
                        json.object { $0.member("type", "string") }
                    }
                }
            }
            json.name("responses")
            json.object { json in
                json.name(route.name == .home ? "302" : "200")
                json.object { json in
                    json.member("description", route.summary)
                    json.name("content")
                    json.object { json in
                        json.name(type)
                        json.object { _ in }
                    }
                }
                problem(&json)
            }
        }
    }
}
