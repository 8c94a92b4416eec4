import JSON

/// The part of JSON Schema that our schemas use: type, enum, const, required, properties, items, allOf, anyOf, $ref.
struct SchemaCheck {
    private let root: JSONValue

    init(_ schema: JSONValue) { root = schema }

    /// What does not fit, with its place.
    func faults(_ value: JSONValue) -> [String] { check(value, root, "") }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        var faults: [String] = []
        if let reference = schema["$ref"]?.string {
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let target = root["$defs"]?[name] else { return ["\(path): no definition \(name)"] }
            faults += check(value, target, path)
        }
        if let type = schema["type"] {
            let types = type.array?.compactMap(\.string) ?? [type.string ?? ""]
            if !types.contains(where: { is_(value, $0) }) { faults.append("\(path): not \(types)") }
        }
        if let constant = schema["const"], constant != value { faults.append("\(path): not the constant") }
        if let options = schema["enum"]?.array, !options.contains(value) { faults.append("\(path): not in enum") }
        for part in schema["allOf"]?.array ?? [] { faults += check(value, part, path) }
        if let options = schema["anyOf"]?.array, !options.contains(where: { check(value, $0, path).isEmpty }) {
            faults.append("\(path): fits none")
        }
        if case .object(let members) = value {
            for name in schema["required"]?.array?.compactMap(\.string) ?? [] where value[name] == nil {
                faults.append("\(path): no '\(name)'")
            }
            for member in members {
                if let part = schema["properties"]?[member.name] {
                    faults += check(member.value, part, "\(path).\(member.name)")
                }
            }
        }
        if case .array(let items) = value, let part = schema["items"] {
            for (i, item) in items.enumerated() { faults += check(item, part, "\(path)[\(i)]") }
        }
        return faults
    }

    private func is_(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || type == "integer" && value.int != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
