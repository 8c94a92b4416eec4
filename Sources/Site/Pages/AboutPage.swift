import Stories
import Archive
import JSON
import Lexicons
import Moments
import Reports
import Sitrep

/// How this archive was read: program, models, data, and what the figures do and do not say.
struct AboutPage: Page {
    var sizes: Archive.Sizes
    var runs: [(version: String, models: String, documents: Int)]
    var data: [(name: String, bytes: Int)]
    var ask: Ask

    let title = "About this reading"
    let part = "about"

    init(_ ask: Ask, _ store: SiteStore) throws {
        self.ask = ask
        (sizes, runs) = try store.read { archive throws(ArchiveError) in (try archive.sizes(), try archive.runs()) }
        data = Resource.names.filter { $0.hasPrefix("models/") || $0.hasPrefix("gazetteer/") }.compactMap { name in
            (try? Resource(named: name)).map { (name, $0.count) }
        }
    }

    private static let marks: [(Mark, String)] = [
        (.agreed, "Two or more independent origins and voices tell it, and none says otherwise."),
        (.disputed, "Two sentences that cannot both be so. Both are printed; who is right is not decided."),
        (.single, "One voice only, however many outlets print it."),
    ]

    var main: Markup {
        var out: Markup = """
            <div class="head"><h1>About this reading</h1><p>Sitrep reads, compares and counts. It does not verify, and it writes no sentence of its own: \
            what is printed is quoted, or set by a fixed form from words that were read, each with its source.</p></div>
            <section class="sec"><header><h2>What the marks say</h2></header><dl class="plain">
            """
        for (mark, words) in Self.marks {
            out +=
                "<div><dt><span class=\"mark \(mark.rawValue)\"><i aria-hidden=\"true\">\(mark.sign)</i>\(mark.word)</span></dt><dd>\(words)</dd></div>\n"
        }
        out += """
            </dl></section>
            <section class="sec"><header><h2>This archive</h2></header><p>\(sizes.documents) documents in \(sizes.stories) stories, \(sizes.bytes / 1024) kB.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Programs that read"><table><caption>Programs and models that read its documents</caption><thead><tr><th scope="col">Version</th><th scope="col">Models</th><th scope="col" class="num">Documents</th></tr></thead><tbody>

            """
        for run in runs {
            out +=
                "<tr><td>\(run.version)</td><td>\(run.models.isEmpty ? "those of the version" : run.models)</td><td class=\"num\">\(run.documents)</td></tr>\n"
        }
        out += """
            </tbody></table></div></section>
            <section class="sec"><header><h2>Models and data in this program</h2><p>Version \(Sitrep.version). Everything is embedded; nothing is fetched.</p></header>
            <div class="scroll" tabindex="0" role="region" aria-label="Embedded data"><table><thead><tr><th scope="col">File</th><th scope="col" class="num">Bytes</th></tr></thead><tbody>

            """
        for file in data { out += "<tr><td>\(file.name)</td><td class=\"num\">\(file.bytes)</td></tr>\n" }
        return out + """
            </tbody></table></div></section>
            <section class="sec"><header><h2>What can be wrong</h2></header><ul class="plain">
            <li>Sentences are read by models and rules that miss things and mistake things. How often is measured, on public sets, in the program's documentation (docs/method/figures.md).</li>
            <li>Two figures may be paired as a dispute though they count different things; the reason for the pairing stands under each.</li>
            <li>A place is only as exact as the text; a point on the map is a gazetteer's, not a report's.</li>
            <li>Independent origin means that no copied passage and no citation was found, not that the outlet was there.</li>
            </ul></section>

            """
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("version", Sitrep.version)
            json.member("documents", sizes.documents)
            json.member("stories", sizes.stories)
            json.name("runs")
            json.array(runs) { json, run in
                json.object { json in
                    json.member("version", run.version)
                    json.member("models", run.models)
                    json.member("documents", run.documents)
                }
            }
            json.name("data")
            json.array(data) { json, file in
                json.object { json in
                    json.member("name", file.name)
                    json.member("bytes", file.bytes)
                }
            }
        }
        json.newline()
    }
}
