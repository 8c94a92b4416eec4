import Synchronization
import Testing

@testable import Following

@Suite("robots.txt of many sites") struct RobotsBookTests {
    @Test func aLongRunRemembersABoundedNumber() async throws {
        let web = FakeWeb()
        let book = RobotsBook(web.visitor(), most: 40)
        for site in 0..<130 {
            try await book.check(try WebAddress("https://site\(site).example/page"))
            #expect(await book.count <= 40)
        }
        // The latest is still known: nobody is asked again.
        let asked = web.asked.count
        try await book.check(try WebAddress("https://site129.example/other"))
        #expect(web.asked.count == asked)
        try await book.check(try WebAddress("https://site0.example/other"))
        #expect(web.asked.count == asked + 1)
    }

    @Test func wishesOfHostsAreBounded() async {
        let gate = HostGate(gap: 0)
        for host in 0..<(HostGate.mostHosts + 10) { await gate.slow("site\(host).example", to: 2) }
        #expect(await gate.slowed <= HostGate.mostHosts)
    }

    @Test func aWishHoldsWhateverOthersWish() async throws {
        let gate = HostGate(gap: 0)
        for host in 0..<HostGate.mostHosts { await gate.slow("site\(host).example", to: 2) }
        // One that is known already takes nobody's place.
        await gate.slow("site0.example", to: 3)
        #expect(await gate.slowed == HostGate.mostHosts)
        #expect(await gate.gap(of: "site1.example") == 2)

        let web = FakeWeb()
        web.at("https://slow.example/robots.txt", 200, "User-agent: *\nCrawl-delay: 7\n")
        let visitor = web.visitor()
        let book = RobotsBook(visitor)
        let page = try WebAddress("https://slow.example/page")
        try await book.check(page)
        #expect(await visitor.gate.gap(of: "slow.example") == 7)
        for host in 0..<(HostGate.mostHosts + 10) { await visitor.gate.slow("site\(host).example", to: 2) }
        #expect(await visitor.gate.gap(of: "slow.example") == 0)
        try await book.check(page)
        #expect(await visitor.gate.gap(of: "slow.example") == 7)
        #expect(web.asked == ["https://slow.example/robots.txt"])
    }
}
