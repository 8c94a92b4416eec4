/// A binary heap; the smallest comes first.
struct Heap<Element: Comparable> {
    private var items: [Element] = []

    /// Adds an element.
    mutating func push(_ element: Element) {
        items.append(element)
        var i = items.count - 1
        while i > 0, element < items[(i - 1) / 2] {
            items[i] = items[(i - 1) / 2]
            i = (i - 1) / 2
        }
        items[i] = element
    }

    /// Takes the smallest; nil when empty.
    mutating func pop() -> Element? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        var i = 0
        while true {
            var least = 2 * i + 1
            guard least < items.count else { break }
            if least + 1 < items.count, items[least + 1] < items[least] { least += 1 }
            guard items[least] < last else { break }
            items[i] = items[least]
            i = least
        }
        items[i] = last
        return first
    }
}
