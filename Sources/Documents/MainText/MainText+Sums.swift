extension MainText {
    mutating func sum() {
        for i in sums.indices { sums[i] = ElementSums() }
        // Paragraphs that are runs of text belong to the element around them.
        for unit in layout.units where unit.isParagraph && reasons[Int(unit.start)] == .kept {
            let start = Int(unit.start)
            if layout.traits[start].contains(.paragraph), tree.nodes[start].tag == .p || tree.nodes[start].tag == .div {
                sums[start].paragraphs += 1
            } else {
                sums[Int(tree.nodes[start].parent)].paragraphs += 1
            }
        }
        for i in stride(from: tree.nodes.count - 1, through: 1, by: -1) {
            let node = tree.nodes[i]
            let parent = Int(node.parent)
            if node.tag == .text {
                if reasons[i] == .kept {
                    sums[i].text = layout.lengths[i]
                    sums[i].commas = layout.commas[i]
                    sums[parent] += sums[i]
                }
                continue
            }
            switch reasons[i] {
            case .kept:
                finish(i, node.tag)
                sums[parent] += sums[i]
            case .invisible:
                // Gone as text, but a form's fields and embedded players say something about what is around them.
                if node.tag == .input { sums[parent].inputs += 1 }
                if node.tag == .iframe || node.tag == .object || node.tag == .embed { sums[parent].embeds += 1 }
                sums[i] = ElementSums()
            default: sums[i] = ElementSums()
            }
        }
    }

    private mutating func finish(_ i: Int, _ tag: Tag) {
        switch tag {
        case .a:
            let inPage = tree.attribute(.href, of: i)?.first == UInt8(ascii: "#")
            sums[i].linked = sums[i].text * (inPage ? 0.3 : 1)
        case .h1, .h2, .h3, .h4, .h5, .h6: sums[i].headed = sums[i].text
        case .ul, .ol: sums[i].listed = sums[i].text
        case .img: sums[i].images += 1
        case .li: sums[i].items += 1
        default: break
        }
        switch tag {
        case .span, .li, .td, .blockquote, .dl, .div, .ol, .p, .pre, .table, .ul:
            sums[i].dense = max(sums[i].dense, sums[i].text)
        default: break
        }
    }
}
