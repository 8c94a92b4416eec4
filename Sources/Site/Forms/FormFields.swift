import JSON

/// What a form or a program sends: names and values, as `application/x-www-form-urlencoded` or as one JSON object.
struct FormFields: Sendable {
    var items: QueryItems
    var isJSON: Bool

    /// Most items: a story may be split by ticking many documents.
    static let most = 1000

    init(_ request: SiteRequest) throws {
        let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "application/x-www-form-urlencoded":
            guard let text = String(validating: request.body, as: UTF8.self),
                let items = QueryItems(text, most: Self.most)
            else { throw Problem.bad("The form cannot be decoded.") }
            (self.items, isJSON) = (items, false)
        case "application/json":
            guard let members = (try? JSONParser.parse(request.body))?.members else {
                throw Problem.bad("The body is no JSON object.")
            }
            var items: [(name: String, value: String)] = []
            for member in members {
                for value in member.value.array ?? [member.value] {
                    guard items.count < Self.most, let text = Self.text(value) else {
                        throw Problem.bad("'\(member.name.prefix(50))' is no text, number, or list of them.")
                    }
                    items.append((member.name, text))
                }
            }
            (self.items, isJSON) = (QueryItems(items: items), true)
        default:
            throw Problem(
                status: 415, title: "Another form",
                detail: "Send application/x-www-form-urlencoded or application/json.")
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? nil : text
        case .number(let digits): digits
        default: nil
        }
    }

    /// A value that has to be there and may be so many characters long.
    func required(_ name: String, _ words: String, most: Int = 200) throws -> String {
        guard let value = try optional(name, most: most) else {
            throw Problem(status: 422, title: "Something is missing", detail: "\(words) is missing (\(name)).")
        }
        return value
    }

    /// A value that may be so many characters long; nil when it is not there or blank.
    func optional(_ name: String, most: Int = 200) throws -> String? {
        guard let value = items[name], !value.allSatisfy({ $0 == " " }) else { return nil }
        guard value.count <= most else {
            throw Problem(status: 422, title: "Too long", detail: "\(name) has at most \(most) characters.")
        }
        return value
    }
}
