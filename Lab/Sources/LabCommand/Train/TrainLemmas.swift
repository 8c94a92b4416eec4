import ArgumentParser
import Lexicons
@_spi(Lab) import Readings

/// `lab train lemmas`: rules from a word and its Penn tag to its dictionary form.
///
/// Every word of the training data votes, once for each spelling and tag, for the edit that makes its lemma, under each
/// of its endings. An ending keeps a rule only where it says something else than its shorter endings; a word keeps an
/// entry only where its endings are wrong about it. Irregular forms from `lexicons/irregulars.tsv` join the words.
struct TrainLemmas: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lemmas", abstract: "Trains the lemmatiser's model from CoNLL-U files.")

    @Option(help: "Folder with ewt-train and gum-open-train (.conllu and .raw.jsonl).")
    var data: String

    @Option(help: "The model file to write.")
    var output: String

    func run() throws {
        var votes = LemmaVotes()
        for name in ["ewt-train", "gum-open-train"] {
            for document in try Treebank(conllu: "\(data)/\(name).conllu").documents {
                for word in document.sentences.joined().flatMap(\.words) where word.lemma != "_" {
                    votes.add(word.form, word.xpos, word.lemma)
                }
            }
        }
        for row in try Table(named: "lexicons/irregulars.tsv", columns: ["form", "tag", "lemma"]).rows {
            votes.addIfNew(row["form"], row["tag"], row["lemma"])
        }
        let (endings, words) = votes.rules()
        let description = """
            name: english.lemmas
            version: \(LemmaModel.version)
            data: UD_English-EWT train (Universal Dependencies 2.15), UD_English-GUM train (academic, bio, court, interview, news, voyage)
            licence: CC BY-SA 4.0
            made by: lab train lemmas

            """
        let file = ModelFile.bytes(
            description: description, version: LemmaModel.version, payload: LemmaModel.payload(endings + words))
        try Files.write(file, to: output)
        Files.say("\(output): \(endings.count) endings, \(words.count) words, \(file.count) bytes")
    }
}
