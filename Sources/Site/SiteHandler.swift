import Archive
import Captures
import Glibc
import JSON
public import Moments
import Reports
import Sitrep
import Texts

/// The site without a server: a request in, an answer out. Everything the pages do can be tried through this.
public final class SiteHandler: Sendable {
    /// How the site behaves.
    public struct Options: Sendable {
        /// The archive's file.
        public var archive: String
        /// Who may do what.
        public var access: Access
        /// Documents read at once, 1 or more.
        public var jobs: Int
        /// Requests an address may send at once, and a second after that; 0 sets no limit.
        public var burst: Double
        /// See `burst`.
        public var perSecond: Double
        /// Whether the site itself speaks TLS; cookies then never leave it.
        public var isEncrypted = false
        /// Origins (`https://desk.example`) whose pages may read what the site has for programs; without any none may (CORS).
        public var sharedOrigins: Set<String> = []
        /// The clock, by which corrections are dated.
        public var now: @Sendable () -> Moment = { Moment(seconds: Int64(time(nil))) }

        /// Options; the defaults are those of a site on loopback.
        public init(
            archive: String, access: Access = Access(), jobs: Int = 1, burst: Double = 0, perSecond: Double = 0
        ) {
            self.archive = archive
            self.access = access
            self.jobs = jobs
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    let options: Options
    let store: SiteStore
    let desk: ReportDesk
    let counter: StoryCounter
    let assets: Assets
    let cache = AnswerCache()
    let metrics = Metrics()
    let forms = FormGuard()
    private let sharing: Sharing
    private let limit: RateLimit?
    private let start = ContinuousClock.now

    /// Opens the archive and makes the reader.
    public init(_ options: Options) throws {
        self.options = options
        store = try SiteStore(path: options.archive, version: Sitrep.version, models: Sitrep.readers)
        desk = ReportDesk(store: store, jobs: max(1, options.jobs))
        counter = StoryCounter(desk)
        sharing = Sharing(origins: options.sharedOrigins)
        assets = try Assets()
        limit = options.burst > 0 ? RateLimit(burst: options.burst, perSecond: max(options.perSecond, 0.001)) : nil
    }

    /// Seconds since the site was opened.
    private var clock: Double {
        let (seconds, atto) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(atto) / 1e18
    }

    /// Answers a request. Never throws: what goes wrong is an answer too.
    public func respond(_ request: SiteRequest) async -> SiteResponse {
        let began = clock
        var fromCache = false
        var response: SiteResponse
        if let answer = sharing.preflight(request) {
            response = answer
        } else {
            response = await answer(request, &fromCache)
        }
        guarded(&response)
        sharing.allow(request, &response)
        if request.method == "HEAD" {
            // What GET would send, but for the body; nobody knows how long a stream is.
            if response.events == nil, response.status != 304 {
                response.headers.append(("Content-Length", "\(response.body.count)"))
            }
            response.body = []
            response.events = nil
        }
        metrics.note(route: response.route, status: response.status, seconds: clock - began, fromCache: fromCache)
        return response
    }

    private func answer(_ request: SiteRequest, _ fromCache: inout Bool) async -> SiteResponse {
        let match = Route.match(request.path)
        var wantsJSON = match?.ending != nil || request.path.hasSuffix(".json")
        if let accept = request.headers["accept"], accept.contains("json"), !accept.contains("html") {
            wantsJSON = true
        }
        if request.headers["content-type"]?.hasPrefix("application/json") ?? false { wantsJSON = true }
        do {
            try check(request)
            if let file = assets.file(request.path) { return self.file(file, request) }
            if request.path == "/login" { return try login(request) }
            let allowed = Self.methods(match?.route)
            guard allowed.contains(request.method) else {
                throw Problem(
                    status: 405, title: "Not allowed",
                    detail: "This address takes \(allowed.joined(separator: " and ")).",
                    headers: [("Allow", allowed.joined(separator: ", "))])
            }
            guard let match else {
                throw Problem.notFound("There is nothing at this address.")
            }
            if request.method == "POST" { return try await act(request, match) }
            guard let query = QueryItems(request.query) else {
                throw Problem.bad(
                    "The query cannot be decoded: it holds a broken %XX, no UTF-8, or more than 50 items.")
            }
            var response = try await answer(request, match, query, &fromCache)
            response.route = match.route.name.rawValue
            return response
        } catch let problem as Problem {
            return refused(problem, wantsJSON, isPage: !wantsJSON && match?.route.isPage != false)
        } catch let error as ArchiveError {
            return refused(
                Problem(status: 503, title: "The archive does not answer", detail: "\(error.reason)."), wantsJSON)
        } catch {
            return refused(
                Problem(status: 500, title: "A fault", detail: "The page could not be made."), wantsJSON)
        }
    }

    private static func methods(_ route: Route?) -> [String] {
        guard let route, route.form != nil else { return ["GET", "HEAD"] }
        return route.isFormOnly ? ["POST"] : ["GET", "HEAD", "POST"]
    }

    private func refused(_ problem: Problem, _ wantsJSON: Bool, isPage: Bool = false) -> SiteResponse {
        if problem.status == 401, isPage { return .redirect("/login") }
        return wantsJSON ? problem.json : problem.page(Frame(assets: assets))
    }

    /// Size, host, rate and role.
    private func check(_ request: SiteRequest) throws {
        guard request.path.utf8.count + request.query.utf8.count <= SiteLimits.target else {
            throw Problem(
                status: 414, title: "Address too long", detail: "An address has at most \(SiteLimits.target) bytes.")
        }
        guard request.body.count <= SiteLimits.body else {
            throw Problem(status: 413, title: "Too large", detail: "A body has at most \(SiteLimits.body) bytes.")
        }
        guard request.path == "/health" || options.access.accepts(host: request.headers["host"]) else {
            throw Problem(
                status: 421, title: "Another host",
                detail: "This site answers as localhost only. Start it with --listen to change that.")
        }
        if let limit, !limit.allows(request.peer, at: clock) {
            throw Problem(
                status: 429, title: "Too many requests", detail: "Wait a little.", headers: [("Retry-After", "2")])
        }
        guard
            request.path == "/health" || request.path == "/login" || assets.file(request.path) != nil
                || options.access.role(of: request) != nil
        else {
            throw Problem(
                status: 401, title: "A token is needed",
                detail: "Give it at /login, or send it as Authorization: Bearer.",
                headers: [("WWW-Authenticate", "Bearer realm=\"sitrep\"")])
        }
    }

    /// Takes a token from a form and keeps it in a cookie that no script can read and no other site sends.
    private func login(_ request: SiteRequest) throws -> SiteResponse {
        let form: Markup = """
            <div class="plainpage"><h1>A token is needed</h1><form class="moments" method="post" action="/login"><label>Token\
            <input type="password" name="token" required maxlength="200" autocomplete="current-password"></label><button class="btn">Open</button></form></div>

            """
        let page = Frame(assets: assets).page(title: "Login", main: form).html
        guard request.method == "POST" else { return SiteResponse(type: "text/html; charset=utf-8", text: page) }
        let token = QueryItems(String(decoding: request.body, as: UTF8.self))?["token"] ?? ""
        let asked = SiteRequest(path: "/", headers: ["authorization": "Bearer \(token)"])
        guard options.access.readerToken == nil || options.access.role(of: asked) != nil else {
            return SiteResponse(status: 403, type: "text/html; charset=utf-8", text: page)
        }
        var response = SiteResponse.redirect("/stories", status: 303)
        response.headers.append(("Set-Cookie", cookie("sitrep-token", token, request)))
        return response
    }

    /// A cookie that no script can read and no other site sends.
    func cookie(_ name: String, _ value: String, _ request: SiteRequest, days: Int? = nil) -> String {
        let isSecure =
            options.isEncrypted || request.headers["x-forwarded-proto"] == "https"
            || options.access.publicAddress?.hasPrefix("https:") ?? false
        let age = days.map { "; Max-Age=\($0 * 86_400)" } ?? ""
        return
            "\(name)=\(Address.encoded(value)); Path=/; HttpOnly; SameSite=Strict\(age)\(isSecure ? "; Secure" : "")"
    }

    /// Who asks, for pages that differ by it.
    func visitor(_ request: SiteRequest, mark: String = "") -> Visitor {
        let user = options.access.user(of: request)
        let signed = Access.cookie(Visitor.cookie, of: request).map { String($0.prefix(100)) }
        return Visitor(
            mayEdit: options.access.role(of: request) == .editor, user: user, author: user ?? signed ?? "",
            token: mark.isEmpty ? "" : forms.token(for: mark))
    }

    private func file(_ file: Assets.File, _ request: SiteRequest) -> SiteResponse {
        var response = SiteResponse(
            type: file.type, body: file.bytes, headers: [("Cache-Control", "public, max-age=31536000, immutable")])
        if let gzip = file.gzip, Self.takesGzip(request) {
            response.body = gzip
            response.headers.append(("Content-Encoding", "gzip"))
        }
        response.headers.append(("Vary", "Accept-Encoding"))
        response.route = "asset"
        return response
    }

    private func answer(
        _ request: SiteRequest, _ match: Route.Match, _ query: QueryItems, _ fromCache: inout Bool
    ) async throws -> SiteResponse {
        let state = try store.read { archive throws(ArchiveError) in try archive.state() }
        var ask = try Ask(query, latest: state.latest)
        switch match.route.name {
        case .home: return .redirect(ask.link("stories"))
        case .health: return SiteResponse(type: "text/plain; charset=utf-8", text: "ok\n")
        case .metrics:
            let count = try store.read { archive throws(ArchiveError) in try archive.count() }
            return SiteResponse(type: "text/plain; version=0.0.4; charset=utf-8", text: metrics.text(documents: count))
        case .changes where match.ending == "events":
            var response = SiteResponse(type: "text/event-stream", body: [])
            let last = Self.lastEvent(request)
            response.events = EventStream(
                number: last ?? 0, arrivedAfter: last == nil ? ask.asOf : nil, story: query["story"])
            return response
        default: break
        }
        // A page for people carries its moment in its address, so that a link shows the same tomorrow.
        if match.route.isTimed, match.ending == nil, !ask.isPinned {
            let items = query.items.map { (name: $0.name, value: Optional($0.value)) }.filter { $0.name != "since" }
            return .redirect(Address.make(match.segments, items + ask.moments))
        }
        let mark = forms.mark(of: request)
        ask.visitor = visitor(request, mark: mark.value)
        let key = (ask.visitor.mayEdit ? "e " : "r ") + request.path + "?" + request.query
        if let entry = cache.entry(key, state: state.number) {
            fromCache = true
            return sent(entry, request)
        }
        var response = try await make(match, ask)
        if response.isPersonal {
            if ask.visitor.mayEdit, mark.isNew {
                response.headers.append(("Set-Cookie", cookie(FormGuard.cookie, mark.value, request)))
            }
            return response
        }
        let entry = AnswerCache.Entry(response)
        if response.status == 200, response.isKept { cache.keep(entry, as: key, state: state.number) }
        return sent(entry, request)
    }

    /// The answer with its tag: 304 when the browser has it, compressed when it can read that.
    private func sent(_ entry: AnswerCache.Entry, _ request: SiteRequest) -> SiteResponse {
        var response = entry.response
        response.headers += [("ETag", entry.etag), ("Vary", "Accept-Encoding")]
        let known = (request.headers["if-none-match"] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        if known.contains(where: { $0 == entry.etag || $0 == "*" }) {
            response.status = 304
            response.body = []
        } else if let gzip = entry.gzip, Self.takesGzip(request) {
            response.body = gzip
            response.headers.append(("Content-Encoding", "gzip"))
        } else {
            response.body = entry.body
        }
        return response
    }

    private static func takesGzip(_ request: SiteRequest) -> Bool {
        (request.headers["accept-encoding"] ?? "").split(separator: ",").contains { part in
            let name = part.filter { $0 != " " }
            return name == "gzip" || name.hasPrefix("gzip;") && !name.hasSuffix("q=0")
        }
    }

    private static func lastEvent(_ request: SiteRequest) -> Int64? {
        request.headers["last-event-id"].flatMap { Int64($0) }
    }

    // MARK: Pages

    private func make(_ match: Route.Match, _ ask: Ask) async throws -> SiteResponse {
        switch match.route.name {
        case .stories: return shown(try await StoriesPage(ask, store, counter), match, ask)
        case .story: return try await story(match, ask)
        case .document:
            let page = try await DocumentPage(id: match.values[0], ask: ask, store: store, desk: desk)
            if match.ending == nil, let place = ask.query["bytes"].flatMap({ Int($0) }) {
                return .redirect(DocumentPage.address(match.values[0], page.sentence(at: place), ask))
            }
            return shown(page, match, ask)
        case .citation:
            let id = match.values[0]
            let found = try store.read { archive throws(ArchiveError) in try archive.document(id) }
            guard let found else { throw Problem.notFound("The archive has no document '\(id.prefix(100))'.") }
            return SiteResponse(
                type: "text/plain; charset=utf-8",
                text: try CitationText.text(found, at: ask.query["at"], bytes: ask.query["bytes"]))
        case .search:
            let page = try SearchPage(ask, store)
            guard match.ending == "atom" else { return shown(page, match, ask) }
            guard page.fault == nil else { throw Problem.bad(page.fault ?? "") }
            return SiteResponse(type: "application/atom+xml; charset=utf-8", text: SearchFeed.text(page))
        case .entity:
            return shown(
                try await NamedPage(kind: .entity, name: match.values[0], ask: ask, store: store, desk: desk), match,
                ask)
        case .place:
            return shown(
                try await NamedPage(kind: .place, name: match.values[0], ask: ask, store: store, desk: desk), match, ask
            )
        case .watches: return shown(try WatchesPage(ask, store), match, ask)
        case .watch:
            let page = try WatchPage(id: match.values[0], ask, store)
            guard match.ending == "atom" else { return shown(page, match, ask) }
            return SiteResponse(type: "application/atom+xml; charset=utf-8", text: page.atom)
        case .correct:
            guard ask.visitor.mayEdit else { throw Self.notEditor }
            return shown(try await CorrectPage(ask, store, desk, filled: ask.query), match, ask)
        case .corrections: return shown(try CorrectionsPage(ask, store), match, ask)
        case .changes: return shown(try ChangesPage(ask, store), match, ask)
        case .feeds: return shown(try FeedsPage(ask, store), match, ask)
        case .about: return shown(try AboutPage(ask, store), match, ask)
        case .openapi: return SiteResponse(type: "application/json", text: OpenAPI.text)
        case .home, .health, .metrics, .undo, .unwatch: throw Problem.notFound("There is nothing at this address.")
        }
    }

    private func story(_ match: Route.Match, _ ask: Ask) async throws -> SiteResponse {
        let name = match.values[0]
        let id = try store.read { archive throws(ArchiveError) in try archive.story(named: name, knownAt: ask.asOf) }
        guard let id else { throw Problem.notFound("The archive has no story '\(name.prefix(100))'.") }
        guard id == name else {
            // The story goes on under another id, or the beginning of one was given.
            return .redirect(match.ending.map { ask.link(["stories", id], ending: $0) } ?? ask.link("stories", id))
        }
        guard let answer = try await desk.report(story: id, asOf: ask.asOf, since: ask.since, all: match.ending != nil)
        else { throw Problem.notFound("Nothing of this story was known by \(Clock.stamp(ask.asOf)) UTC.") }
        let page = try StorySitePage(id: id, ask: ask, answer: answer)
        guard let ending = match.ending else { return shown(page, match, ask) }
        guard let text = try page.export(ending), let form = StorySitePage.exports.first(where: { $0.ending == ending })
        else {
            throw Problem(
                status: 422, title: "No such form", detail: "Nothing in the story is dated, and this form needs a time."
            )
        }
        var response = SiteResponse(type: form.type, text: text)
        if ["html", "csv", "md"].contains(ending) {
            response.headers.append(
                ("Content-Disposition", "attachment; filename=\"\(page.fileName(ending, table: ask.query["table"]))\"")
            )
        }
        return response
    }

    func shown(_ page: some Page, _ match: Route.Match, _ ask: Ask, status: Int = 200) -> SiteResponse {
        var items = ask.query.items.filter { $0.name != "as-of" && $0.name != "since" }
            .map { (name: $0.name, value: Optional($0.value)) }
        items += ask.moments
        var headers: [(name: String, value: String)] = []
        if let next = page.next {
            let target = match.ending == nil ? next : page.nextJSON ?? next
            headers.append(("Link", "<\(target)>; rel=\"next\""))
        }
        if match.ending == "json" {
            var json = JSONWriter()
            page.write(&json)
            headers.append(
                ("Content-Location", Address.make(match.segments) + ".json" + Address.make([""], items).dropFirst()))
            var response = SiteResponse(status: status, type: "application/json", body: json.bytes, headers: headers)
            (response.isKept, response.isPersonal) = (page.isSettled, page.isPersonal)
            return response
        }
        let frame = Frame(
            assets: assets, part: page.part, ask: ask, feed: page.feed, address: Address.make(match.segments, items),
            json: Address.make(match.segments) + ".json" + Address.make([""], items).dropFirst())
        if page.isPersonal { headers.append(("Cache-Control", "no-store")) }
        var response = SiteResponse(
            status: status, type: "text/html; charset=utf-8",
            body: frame.page(title: page.title, contents: page.contents, main: page.main).bytes(
                filling: "\(ask.tail)"), headers: headers)
        (response.isKept, response.isPersonal) = (page.isSettled, page.isPersonal)
        return response
    }

    /// Fields that every answer carries.
    private func guarded(_ response: inout SiteResponse) {
        if options.isEncrypted { response.headers.append(("Strict-Transport-Security", "max-age=31536000")) }
        let isReport = response["Content-Disposition"]?.hasSuffix(".html\"") ?? false
        // A report in one file brings its style with it; in a sandbox it can do nothing else.
        let policy =
            isReport
            ? "default-src 'none'; style-src 'unsafe-inline'; sandbox"
            : "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers += [
            ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ]
        if response["Cache-Control"] == nil {
            response.headers.append(("Cache-Control", response.events == nil ? "private, no-cache" : "no-store"))
        }
    }

    // MARK: Changes as they come

    /// Changes after a moment, as Server-Sent Events, and the moment to ask from next; an empty text when there are none.
    public func events(_ stream: EventStream) -> (text: String, next: EventStream) {
        let most = 1000
        let found = try? store.read { archive throws(ArchiveError) in
            // The latest first: another program may write between the two looks.
            let latest = try archive.latestChange()
            let changes = try archive.storyChanges(
                afterNumber: stream.number, arrivedAfter: stream.arrivedAfter, limit: most)
            return (changes: changes, latest: latest)
        }
        guard let found else { return ("", stream) }
        var next = stream
        var text = ""
        for one in found.changes where stream.story == nil || one.change.story == stream.story {
            var json = JSONWriter()
            one.change.write(to: &json)
            text += "id: \(one.number)\nevent: \(one.change.kind.rawValue)\ndata: \(json.string)\n\n"
        }
        if let last = found.changes.last, found.changes.count == most {
            next.number = last.number
        } else {
            next.number = max(found.latest, found.changes.last?.number ?? 0)
            next.arrivedAfter = nil
        }
        return (text, next)
    }
}

extension Route.Match {
    /// The segments of the address, with its values.
    var segments: [String] {
        var values = self.values[...]
        return route.path.map { $0.hasPrefix("{") ? values.popFirst() ?? "" : $0 }
    }
}
