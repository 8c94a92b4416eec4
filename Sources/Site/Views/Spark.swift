import Reports

/// A row of bars: reports by time. The highest bar is as high as the line.
struct Spark {
    var bars: [Int]

    var svg: Markup {
        let most = max(bars.max() ?? 0, 1)
        let total = bars.reduce(0, +)
        var path = ""
        for (i, bar) in bars.enumerated() where bar > 0 {
            let tall = max(2, 20 * bar / most)
            path += "M\(i * 4) \(22 - tall)h3v\(tall)h-3z"
        }
        return
            "<svg class=\"spark\" viewBox=\"0 0 \(bars.count * 4) 23\" preserveAspectRatio=\"xMinYMid meet\" role=\"img\" aria-label=\"\(total) reports in the time shown, at most \(bars.max() ?? 0) at once\"><path d=\"M0 22.5H\(bars.count * 4)\" stroke=\"var(--rule)\"/><path d=\"\(path)\" fill=\"var(--ink-2)\"/></svg>"
    }
}
