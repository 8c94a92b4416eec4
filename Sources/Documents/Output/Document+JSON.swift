public import JSON
import Moments
import Texts

extension Document {
    /// Writes the document as `sitrep extract` prints it; offsets are code points into `text`.
    ///
    /// - Parameter more: writes further members at the end.
    public func write(to json: inout JSONWriter, more: (inout JSONWriter) -> Void = { _ in }) {
        let index = CodePointIndex(text)
        json.object { json in
            json.member("id", id)
            json.member("url", url)
            json.member("title", title?.value)
            json.name("byline")
            if let byline { json.array(byline.value) { $0.value($1) } } else { json.null() }
            json.member("outlet", outlet?.value.name)
            json.member("domain", outlet?.value.domain)
            json.member("published", published?.iso)
            json.member("modified", modified?.iso)
            json.member("language", language)
            if let section { json.member("section", section) }
            if !keywords.isEmpty { json.member("keywords", keywords) }
            if let credit { json.member("credit", credit.value) }
            if let dateline {
                let (start, end) = index.codePoints(dateline)
                json.member("dateline", [start, end])
            }
            json.member("text", text)
            json.name("blocks")
            json.array(blocks) { json, block in
                let (start, end) = index.codePoints(block.extent)
                json.object { json in
                    json.member("start", start)
                    json.member("end", end)
                    json.member("kind", block.kind.rawValue)
                }
            }
            if !flags.isEmpty {
                json.name("flags")
                json.array(flags) { json, flag in
                    json.object { json in
                        json.member("kind", flag.kind)
                        json.member("detail", flag.detail)
                    }
                }
            }
            json.name("rules")
            json.object { json in
                if let title { json.member("title", title.rule) }
                if let byline { json.member("byline", byline.rule) }
                if let outlet { json.member("outlet", outlet.rule) }
                if let published { json.member("published", published.rule) }
                if let modified { json.member("modified", modified.rule) }
                if let credit { json.member("credit", credit.rule) }
            }
            json.member("sha256", sha256.hex)
            more(&json)
        }
    }
}
