import Moments

extension HTMLStory {
    /// Most charts; every figure is in the tables.
    private static let mostCharts = 9
    /// Overtaken figures that a table shows unasked.
    private static let mostEarlier = 3
    /// Measures of one figure that are shown unasked.
    private static let mostOthers = 12

    func numbers() -> Markup {
        guard !story.numbers.isEmpty else { return "" }
        let body = charts()
        return section("numbers", "Numbers", Wording.numbers, body + kept("numbers") { figures() })
    }

    /// Drawings through time, up to the moment of the report.
    private func charts() -> Markup {
        var charts: [Markup] = []
        for table in story.numbers where charts.count < Self.mostCharts {
            let chart = StepChart(table: table, asOf: report.asOf)
            guard let svg = chart.svg() else { continue }
            charts.append("<figure><h3>\(table.title)</h3>\(svg)<figcaption>\(chart.caption)</figcaption></figure>\n")
        }
        return charts.isEmpty ? "" : StepChart.legend + "<div class=\"multiples\">\n\(charts.joined())</div>\n"
    }

    /// The tables.
    private func figures() -> Markup {
        var groups: Markup = ""
        for table in story.numbers where table.standsAlone {
            let (shown, leftOut) = table.shown
            let current = shown.filter { $0.status.hasPrefix("current") }
            let earlier = shown.filter { !$0.status.hasPrefix("current") }
            groups += group(id: table.id, table.title)
            if current.isEmpty || earlier.count <= Self.mostEarlier {
                groups += shown.map { row($0) }.joined()
            } else {
                groups += current.map { row($0) }.joined()
                groups += inside(
                    folded("\(earlier.count) figures that were overtaken", numberTable(earlier.map { row($0) })))
            }
            if leftOut > 0 { groups += inside(more("\(leftOut) earlier figures")) }
        }
        let others = story.numbers.filter { !$0.standsAlone }.flatMap { table in
            table.rows.map { row($0, of: table.title) }
        }
        if !others.isEmpty {
            groups += group(id: "others", "Other figures")
            let most = others.count > Self.mostOthers + 3 ? Self.mostOthers : others.count
            groups += others.prefix(most).joined()
            if others.count > most {
                groups += inside(folded("\(others.count - most) more", numberTable(Array(others.dropFirst(most)))))
            }
        }
        return numberTable([groups], isMain: true)
    }

    /// The name of a measure, over its figures.
    private func group(id: String, _ title: String) -> Markup {
        "<tr class=\"of\" id=\"\(p)-\(id)\"><th scope=\"rowgroup\" colspan=\"6\">\(title)</th></tr>\n"
    }

    private func inside(_ body: Markup) -> Markup { "<tr class=\"in\"><td colspan=\"6\">\(body)</td></tr>\n" }

    /// What is there for those who ask, and open on paper.
    func folded(_ name: String, _ body: Markup) -> Markup {
        "<details class=\"folded\"><summary>\(name)</summary>\(body)</details>\n"
    }

    private func numberTable(_ rows: [Markup], isMain: Bool = false) -> Markup {
        let head = ["Figure", "According to", "Printed by", "Reported", "Status", "Source"].map { name -> Markup in
            "<th scope=\"col\">\(name)</th>"
        }.joined()
        return
            "<table class=\"fold figures\"><thead\(isMain ? "" : " class=\"vh\"")><tr>\(head)</tr></thead><tbody>\n\(rows.joined())</tbody></table>"
    }

    private func row(_ row: NumberTable.Row, of what: String? = nil) -> Markup {
        let gone: Markup = row.status.hasPrefix("current") ? "" : " class=\"gone\""
        let source = row.source == row.outlet ? "its own words" : row.source
        let figure: Markup = what.map { "<span class=\"what\">\($0)</span> " } ?? ""
        return
            "<tr\(gone)><td class=\"said\">\(figure)\(row.words)</td><td>\(source)</td><td>\(row.outlet)</td><td class=\"nb\">\(row.reported.map { Clock.short($0) } ?? "date unknown")</td><td>\(row.status)</td><td>\(row.evidence.map { cite($0) }.joined())</td></tr>\n"
    }
}
