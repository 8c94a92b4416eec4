import ArgumentParser

/// `sitrep feeds`: the list of feeds that `sitrep follow` polls.
struct FeedsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds", abstract: "Keeps the list of feeds that `sitrep follow` polls.",
        discussion: """
            sitrep feeds add https://outlet.example/feed.xml
            sitrep feeds import subscriptions.opml
            sitrep feeds health

            Needs no network: feeds are asked by `sitrep follow`.
            """,
        subcommands: [
            FeedsAddCommand.self, FeedsListCommand.self, FeedsRemoveCommand.self, FeedsImportCommand.self,
            FeedsExportCommand.self, FeedsHealthCommand.self,
        ])
}
