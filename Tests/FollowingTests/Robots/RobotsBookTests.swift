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
}
