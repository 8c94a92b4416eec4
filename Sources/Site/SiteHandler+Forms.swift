import Archive
import Documents
import JSON
import Moments
import Stories

/// What editors send: corrections and watches.
extension SiteHandler {
    static let notEditor = Problem(
        status: 403, title: "For editors", detail: "Who may correct and manage is told at the start of the site.")

    /// Does what a form says. Whoever may not, or whose form no page of this site made, changes nothing.
    func act(_ request: SiteRequest, _ match: Route.Match) async throws -> SiteResponse {
        guard options.access.role(of: request) == .editor else { throw Self.notEditor }
        guard options.access.isOwn(request) else {
            throw Problem(status: 403, title: "From elsewhere", detail: "The form was sent by a page of another site.")
        }
        let form = try FormFields(request)
        try forms.check(request, form)
        let state = try store.read { archive throws(ArchiveError) in try archive.state() }
        var ask = try Ask(QueryItems(items: []), latest: state.latest)
        ask.visitor = visitor(request, mark: forms.mark(of: request).value)
        // A moment of its own: what was shown before never changes.
        let now = max(options.now(), state.latest?.adding(seconds: 1) ?? options.now())
        var response: SiteResponse
        switch match.route.name {
        case .corrections: response = try await correct(form, match, ask, now)
        case .undo: response = try undo(form, match, ask, now)
        case .watches: response = try watch(form, match, ask)
        case .unwatch:
            let id = match.values[0]
            let ended = try store.read { archive throws(ArchiveError) in try archive.removeWatch(id, at: options.now())
            }
            guard ended else { throw Problem.notFound("There is no watch '\(id.prefix(40))'.") }
            response = done(form, to: "/watches") { $0.member("removed", id) }
        default: throw Problem.notFound("There is nothing at this address.")
        }
        response.route = match.route.name.rawValue
        if let author = form.items["author"], ask.visitor.user == nil, !form.isJSON, response.status == 303 {
            response.headers.append(
                ("Set-Cookie", cookie(Visitor.cookie, String(author.prefix(100)), request, days: 365)))
        }
        return response
    }

    /// Sends a browser on, and tells a program.
    private func done(_ form: FormFields, to address: String, _ write: (inout JSONWriter) -> Void) -> SiteResponse {
        guard form.isJSON else { return .redirect(address, status: 303) }
        var json = JSONWriter()
        json.object(write)
        json.newline()
        return SiteResponse(status: 201, type: "application/json", body: json.bytes, headers: [("Location", address)])
    }

    private func signed(_ form: FormFields, _ ask: Ask) throws -> (author: String, reason: String) {
        let author = try ask.visitor.user ?? form.required("author", "Your name", most: 100)
        return (author, try form.required("reason", "The reason", most: 500))
    }

    private func correct(
        _ form: FormFields, _ match: Route.Match, _ ask: Ask, _ now: Moment
    ) async throws -> SiteResponse {
        do {
            let change = try CorrectionForm(form: form).change(store)
            let (author, reason) = try signed(form, ask)
            let kept: Amendment
            do {
                kept = try store.read { archive throws(ArchiveError) in
                    try archive.correct(change, author: author, reason: reason, at: now)
                }
            } catch {
                throw Problem(status: 422, title: "Not kept", detail: "\(error.reason). \(error.advice)")
            }
            if form.isJSON {
                var json = JSONWriter()
                try store.read { archive in
                    kept.write(to: &json, text: { (try? archive.document($0))?.text })
                }
                json.newline()
                return SiteResponse(
                    status: 201, type: "application/json", body: json.bytes,
                    headers: [("Location", "/corrections#\(kept.id)")])
            }
            return .redirect(try landing(kept, form), status: 303)
        } catch let problem as Problem where problem.status == 422 && !form.isJSON {
            return shown(
                try await CorrectPage(ask, store, desk, filled: form.items, fault: problem.detail), match, ask,
                status: 422)
        } catch let several as CorrectionForm.Ambiguous {
            if form.isJSON {
                throw Problem(
                    status: 422, title: "Several places",
                    detail: "The name may mean: "
                        + several.candidates.map { "\($0.label) (\($0.position))" }.joined(separator: "; ")
                        + ". Give its position.")
            }
            return shown(
                try await CorrectPage(
                    ask, store, desk, filled: form.items, fault: "Choose which place is meant, and send it again.",
                    candidates: several.candidates), match, ask, status: 422)
        }
    }

    /// Where the correction can be seen at once: in the story's report, else in the document, else in the list.
    private func landing(_ kept: Amendment, _ form: FormFields) throws -> String {
        var story = form.items["story"]
        if case .merge(_, let into) = kept.change { story = into }
        if story == nil, let document = form.items["document"] {
            story = try store.read { archive throws(ArchiveError) in try archive.standing(document)?.story }
        }
        let home = try story.flatMap { name in
            try store.read { archive throws(ArchiveError) in try archive.story(named: name) }
        }
        guard let home else { return "/corrections#\(kept.id)" }
        return Address.make(["stories", home]) + "#s1-amendments"
    }

    private func undo(
        _ form: FormFields, _ match: Route.Match, _ ask: Ask, _ now: Moment
    ) throws -> SiteResponse {
        let id = match.values[0]
        do {
            let (author, reason) = try signed(form, ask)
            let done = try store.read { archive throws(ArchiveError) in
                try archive.undoCorrection(id, author: author, reason: reason, at: now)
            }
            guard done else { throw Problem.notFound("No correction '\(id.prefix(40))' holds.") }
            return self.done(form, to: "/corrections") { $0.member("undone", id) }
        } catch let problem as Problem where problem.status == 422 && !form.isJSON {
            return shown(try CorrectionsPage(ask, store, fault: problem.detail), match, ask, status: 422)
        }
    }

    private func watch(_ form: FormFields, _ match: Route.Match, _ ask: Ask) throws -> SiteResponse {
        do {
            let asked = try WatchForm(form: form).watch(store)
            let watch: Watch
            do {
                watch = try store.read { archive throws(ArchiveError) in
                    try archive.addWatch(asked.condition, delivery: asked.delivery, at: options.now())
                }
            } catch {
                throw Problem(status: 422, title: "Not kept", detail: "\(error.reason). \(error.advice)")
            }
            // The secret is shown once, as on the command line: it signs what is posted.
            let posts = watch.delivery.kind == "webhook"
            if posts, !form.isJSON {
                var page = try WatchesPage(ask, store)
                page.made = watch
                return shown(page, match, ask)
            }
            return done(form, to: "/watches#\(watch.id)") { json in
                WatchesPage.write(watch, ask, &json)
                if posts { json.member("secret", watch.secret) }
            }
        } catch let problem as Problem where problem.status == 422 && !form.isJSON {
            return shown(
                try WatchesPage(ask, store, filled: form.items, fault: problem.detail), match, ask, status: 422)
        }
    }
}
