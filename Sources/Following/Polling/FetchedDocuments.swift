public import Captures
public import Documents
public import Moments

/// Turns what was fetched into documents, the same way as files go.
public struct FetchedDocuments: Sendable {
    /// Makes documents from captures.
    let maker: DocumentMaker

    /// Makes it from the embedded rules.
    public init() throws { maker = try DocumentMaker() }

    /// The documents in what came from an address, and what could not be used.
    ///
    /// - Parameters:
    ///   - now: when it was fetched.
    ///   - statements: what the feed said about a page that it linked to.
    ///   - each: called for each document or fault, in order.
    public func read(
        _ arrival: Arrival, now: Moment, statements: [Statement] = [], _ each: (Result<Document, Skipped>) -> Void
    ) {
        var options = InputOptions()
        options.charset = arrival.answer.content.charset
        options.textForm = .article
        var input = CaptureInput(
            bytes: arrival.answer.body, name: arrival.address.description, options: options)
        while let result = input.next() {
            switch result {
            case .failure(let fault): each(.failure(fault))
            case .success(var capture):
                capture.captured = now
                capture.url = Self.resolved(capture.url, at: arrival.address)
                if !statements.isEmpty {
                    let given = Set(capture.statements.map(\.name))
                    capture.statements += statements.filter { !given.contains($0.name) }
                }
                for result in maker.documents(from: capture) { each(result) }
            }
        }
    }

    /// A link as written, made whole; the place itself when there is none.
    private static func resolved(_ link: String?, at place: WebAddress) -> String {
        guard let link else { return place.description }
        return (try? place.resolving(link))?.description ?? link
    }

    /// What a feed's item says that its page may not.
    static func statements(of item: Document) -> [Statement] {
        var statements: [Statement] = []
        if let title = item.title { statements.append(Statement(.title, title.value, rule: title.rule)) }
        if let published = item.published {
            statements.append(Statement(.published, published.iso, rule: published.rule))
        }
        if let outlet = item.outlet {
            statements.append(Statement(.outlet, outlet.value.name, rule: outlet.rule))
            if let domain = outlet.value.domain {
                statements.append(Statement(.outletAddress, "https://\(domain)/", rule: outlet.rule))
            }
        }
        return statements
    }
}
