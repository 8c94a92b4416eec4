/// Strings that many readings hold: rules, measures, event types, lemmas of irregular words. Their places are part of the form:
/// the list may grow at its end, but nothing in it moves within one `ReadingCode.version`. The first 63 take one byte.
enum CommonStrings {
    static let all: [String] = list.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map(String.init)

    private static let list = """
        network|verb.active|verb.passive|verb.clause|be|have|say|person|quantity.number|published|killed|
        at least|verb.fronted|day.weekday|name.same-region|copula|not-located.unlisted|noun.event|tell|
        pronoun.only|quantity.part|surface.before|name.people|nominal.apposition|"|'s|missing|injured|
        background.before|background.older|verb.parenthetical|phrase.according|quantity.noun|quantity.subject|
        verb.object|name.only|time.day.part|fall|pronoun.subject|month|death|he|they|a|do|not|she|it|
        will|die|about|verb.infinitive|name.same-country|name.dateline|year|calendar|see|take|close|
        body.kind|I|go|document consistency|list titles|storm|find|leave|receive|write|deny|carry|rise|
        begin|know|send|give|get|make|come|lie|hold|bring|think|meet|lose|win|run|speak|stand|hit|
        strike|shoot|break|spread|call|happen|want|people|man|woman|child|we|who|which|us|you|can|
        low|high|early|late|near|good|bad|more|body|city|country|company|agency|ministry|army|party|
        family|force|police|official|minister|president|spokesman|spokeswoman|resident|statement|post|
        report|briefing|website|interview|Telegram|X|Facebook|letter|pronoun.relative|pronoun.quoted|
        pronoun.topic|nominal.head|verb.gerund|verb.colon|verb.preposition|verb.raising|passive.preposition|
        passive.clause|passive.agent|passive.raising|noun.clause|adverb|quote.after|quote.before|
        quote.signature|surface.behind|verb.phase|verb.plan|verb.modal|background.general|background.since|
        quantity.toll|quantity.tree|quantity.object|quantity.change|time.clock|time.clock.today|time.the.part|
        time.last.night|time.overnight|time.stage.part|ref.now|ref.current|core.num.unit|core.a.unit|
        core.several|core.a.few|dur.event.before|dur.event.after|dur.definite|dur.past|day.month.day|
        day.today|day.yesterday|day.month.day.year|day.weekday.last|last.unit|next.unit|this.unit|nth.unit|
        month.year|month.may|year.past|stage.day.early|stage.day.late|stage.end.the|length.hedged|narrative|
        time 0|time 1|time 2|START|END|APPROX|MORE_THAN|LESS_THAN|EQUAL_OR_MORE|EQUAL_OR_LESS|MID|some|
        more than|up to|nearly|almost|around|dozens of|over|fewer than|displaced|arrested|hospitalised|
        evacuated|rescued|infected|captured|homes destroyed|houses damaged|percent|USD|GBP|EUR|km|km2|m|
        cm|mm|mile|tonne|hour|day|week|magnitude|celsius|PRESENT_REF|PAST_REF|FUTURE_REF|P1D|name.near|
        retyped.only|not-located.street|adjective.people|name.people.actor|name.same-region.actor|
        name.only.actor|sitrep|user|GB|US|UA|RU|IL|PS|SY|TR|FR|DE|CN|IN|abduction|accusation|
        advance|agreement|aid|appointment|arrest|assault|battle|bombardment|capture|ceasefire|closure|
        collapse|concession|coup|crash|decrease|demand|destruction|disappearance|displacement|drought|
        earthquake|election|explosion|famine|fire|flood|heat|increase|injury|interception|investigation|
        landslide|law|leak|mobilisation|outage|outbreak|protest|quarantine|rejection|release|rescue|
        retreat|riot|sanction|stampede|support|talks|threat|trial|tsunami|vaccination|volcano
        """
}
