"""Reads the gold sets into one list of sentences of UD-like words.

A sentence is a dict: words [str], source str, and where the set has them
upos/xpos/deprel [str], head [int] (0 = root, 1-based), names [BIOES tag].
"""
import json
import re
from pathlib import Path

TYPES = ("PER", "ORG", "LOC", "MISC")
NAME_TAGS = ["O"] + [p + "-" + t for t in TYPES for p in "BIES"]

PREFIXES = set("non e mid re anti pro pre co cross post over sub semi pan multi ex counter mini neo inter "
               "x ultra micro macro bi tri un".split())
ABBREVIATIONS = set("""mr mrs ms dr prof gen col lt sgt capt maj cmdr adm rep sen gov pres hon rev st sr jr inc ltd corp co
no vs etc jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept univ assn bros ave blvd rd e.g i.e
u.s u.n u.k a.m p.m d.c ph.d b.a m.a approx est fig vol pp al ca cf""".split())
URL = re.compile(r"^(https?://|www\.|[\w.+-]+@[\w-]+\.)\S*$", re.I)
DOMAIN = re.compile(r"^[\w-]+(\.[\w-]+)*\.(com|org|net|gov|edu|uk|ru|ua|info)$", re.I)
OPEN = "([{\"'`“‘«<$£€¥#*~-–—/=+…:;,.!?@&|_>)]}”’»"
CLOSE = ")]}\"'`”’»>%,;:?!*~/–—|_…="
CLITIC = re.compile(r"^(.+)([’'](?:s|S|m|M|re|RE|ve|VE|ll|LL|d|D))$")
NOT = re.compile(r"^(.+)(n[’']t|N[’']T)$")
UNIT = re.compile(r"^(\d[\d.,:]*)(am|pm|km|kg|m|cm|mm|k|bn|mph|km2|ft|lb|AM|PM|a\.m\.|p\.m\.)$")
TWO = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def _core(start, w, out, last):
    """Appends the words of a white-space token `w` at `start` to `out` as (start, end)."""
    if not w:
        return
    if URL.match(w) or DOMAIN.match(w):
        out.append((start, start + len(w)))
        return
    for run in ("...", "--"):
        if w.startswith(run):
            n = len(run)
            while n < len(w) and w[n] == run[0]:
                n += 1
            out.append((start, start + n))
            return _core(start + n, w[n:], out, last)
    run = len(w) - len(w.lstrip(w[0]))
    if run > 1 and w[0] in "*=_-!?.+#~":
        out.append((start, start + run))
        return _core(start + run, w[run:], out, last)
    if w[0] in OPEN and not (w[0] in "+-." and len(w) > 1 and w[1].isdigit()) \
            and not CLITIC.match("x" + w) and not (w[0] in "@#" and len(w) > 1):
        out.append((start, start + 1))
        return _core(start + 1, w[1:], out, last)
    if len(w) > 1 and w[-1] in CLOSE:
        n = len(w) - len(w.rstrip(w[-1])) if w[-1] in "*=_!?" else 1
        _core(start, w[:-n], out, False)
        out.append((start + len(w) - n, start + len(w)))
        return
    if len(w) > 2 and w.endswith("..."):
        n = len(w) - len(w.rstrip("."))
        _core(start, w[:-n], out, False)
        out.append((start + len(w) - n, start + len(w)))
        return
    if len(w) > 1 and w[-1] == ".":
        body = w[:-1]
        keep = body.lower() in ABBREVIATIONS or re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", body)
        if keep and last and body.lower() not in ABBREVIATIONS and "." not in body:
            keep = False
        if not keep:
            _core(start, body, out, False)
            out.append((start + len(w) - 1, start + len(w)))
            return
        out.append((start, start + len(w)))
        return
    m = NOT.match(w)
    if m and w.lower() not in ("n't",):
        _core(start, m.group(1), out, False)
        out.append((start + len(m.group(1)), start + len(w)))
        return
    m = CLITIC.match(w)
    if m:
        _core(start, m.group(1), out, False)
        out.append((start + len(m.group(1)), start + len(w)))
        return
    if w.lower() in TWO:
        n = TWO[w.lower()]
        out += [(start, start + n), (start + n, start + len(w))]
        return
    m = UNIT.match(w)
    if m:
        n = len(m.group(1))
        out += [(start, start + n), (start + n, start + len(w))]
        return
    m = re.match(r"^(US|A|C|NZ|HK|Rs)?([$£€])(\d.*)$", w)
    if m and m.group(1):
        n = len(m.group(1)) + 1
        out.append((start, start + n))
        return _core(start + n, m.group(3), out, last)
    for i in range(1, len(w) - 1):
        if w[i] in "-–/—" and (w[i - 1].isalnum() or w[i - 1] == ".") and (w[i + 1].isalnum()):
            if w[i] == "-" and w[:i].lower() in PREFIXES and i == next(k for k in range(len(w)) if w[k] in "-–/—"):
                continue
            if re.fullmatch(r"\d+/\d+(/\d+)?", w) or re.fullmatch(r"\d{3}-\d{3,4}(-\d{4})?", w):
                break
            _core(start, w[:i], out, False)
            out.append((start + i, start + i + 1))
            return _core(start + i + 1, w[i + 1:], out, last)
    out.append((start, start + len(w)))


def tokens(text, start=0, end=None):
    """(start, end) of the words of one sentence `text[start:end]`, in code points."""
    end = len(text) if end is None else end
    out = []
    spans = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    for i, (s, e) in enumerate(spans):
        _core(s, text[s:e], out, i == len(spans) - 1)
    return out


def bioes(words, spans):
    """BIOES tags for words [(s,e)] from name spans [(s,e,type)]; a name that cuts a word takes the whole word."""
    tags = ["O"] * len(words)
    for s, e, t in sorted(spans, key=lambda x: (x[0], -x[1])):
        if t not in TYPES:
            continue
        inside = [i for i, (a, b) in enumerate(words) if a < e and b > s]
        if not inside or any(tags[i] != "O" for i in inside):
            continue
        if len(inside) == 1:
            tags[inside[0]] = "S-" + t
        else:
            for i in inside:
                tags[i] = "I-" + t
            tags[inside[0]], tags[inside[-1]] = "B-" + t, "E-" + t
    return tags


def spans_of(tags):
    """[(first, last, type)] of BIOES tags, word indices, last included."""
    out, begin = [], None
    for i, t in enumerate(tags):
        if t[0] == "S":
            out.append((i, i, t[2:]))
            begin = None
        elif t[0] == "B":
            begin = i
        elif t[0] == "E" and begin is not None:
            out.append((begin, i, t[2:]))
            begin = None
        elif t == "O":
            begin = None
    return out


def read_conllu(path):
    """Documents [(id, [sentence])] with the words' forms, tags and trees."""
    docs, sent, doc = [], [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            doc = line.split("=", 1)[1].strip()
            docs.append((doc, []))
        elif line.startswith("#"):
            continue
        elif not line:
            if sent:
                docs[-1][1].append(sent)
            sent = []
        else:
            f = line.split("\t")
            sent.append(f)
    if sent:
        docs[-1][1].append(sent)
    out = []
    for doc, sentences in docs:
        result = []
        for rows in sentences:
            multi = {}
            for f in rows:
                if "-" in f[0]:
                    a, b = f[0].split("-")
                    multi[int(a)] = (int(b), f[1])
            words = [f for f in rows if f[0].isdigit()]
            result.append(dict(words=[f[1] for f in words], upos=[f[3] for f in words], xpos=[f[4] for f in words],
                               head=[int(f[6]) for f in words], deprel=[f[7] for f in words], multi=multi))
        out.append((doc, result))
    return out


def align(sentence, text, at):
    """Offsets of a sentence's UD words in the raw text from `at`; words of a multi-word token share its stretch."""
    spans, i = [], 0
    words, multi = sentence["words"], sentence["multi"]
    while i < len(words):
        last, form = multi.get(i + 1, (i + 1, words[i]))
        while text[at:at + 1].isspace():
            at += 1
        if text[at:at + len(form)] != form:
            raise ValueError("text does not follow the words: %r / %r" % (form, text[at:at + 20]))
        if last == i + 1:
            spans.append((at, at + len(form)))
        else:
            parts = words[i:last]
            p = at
            for k, w in enumerate(parts):
                e = at + len(form) if k == len(parts) - 1 else min(p + len(w), at + len(form) - 1)
                spans.append((p, max(e, p + 1)))
                p = e
        at += len(form)
        i = last
    return spans, at


def read_ud(folder, name):
    """Sentences of ud/NAME.conllu with document id and offsets into NAME.raw.jsonl's text."""
    raw = {d["id"]: d["text"] for d in map(json.loads, open(folder / "ud" / (name + ".raw.jsonl"), encoding="utf-8"))}
    out = []
    for doc, sentences in read_conllu(folder / "ud" / (name + ".conllu")):
        at = 0
        for s in sentences:
            s["spans"], at = align(s, raw[doc], at)
            s.update(doc=doc, source=name.rsplit("-", 1)[0])
            out.append(s)
    return out


def read_names(folder, name):
    """Sentences of ner/NAME.jsonl, words by rule, BIOES tags."""
    out = []
    for d in map(json.loads, open(folder / "ner" / (name + ".jsonl"), encoding="utf-8")):
        text = d["text"]
        spans = [(s["start"], s["end"], s["type"]) for s in d["spans"]]
        for a, b in d.get("sentences") or [[0, len(text)]]:
            words = tokens(text, a, b)
            if not words:
                continue
            tags = bioes(words, [x for x in spans if x[0] < b and x[1] > a])
            out.append(dict(words=[text[s:e] for s, e in words], spans=words, names=tags, doc=d["id"],
                            source=name.rsplit("-", 1)[0]))
    return out


def add_gum_names(folder, sentences, name):
    """Puts the names of ner/NAME.jsonl on the UD words of the same documents."""
    docs = {d["id"]: d for d in map(json.loads, open(folder / "ner" / (name + ".jsonl"), encoding="utf-8"))}
    for s in sentences:
        d = docs[s["doc"]]
        a, b = s["spans"][0][0], s["spans"][-1][1]
        s["names"] = bioes(s["spans"], [(x["start"], x["end"], x["type"]) for x in d["spans"]
                                        if x["start"] < b and x["end"] > a])


if __name__ == "__main__":
    import sys
    folder = Path(sys.argv[1])
    for name in ("ewt-dev", "gum-open-dev"):
        ud = read_ud(folder, name)
        gold = system = right = 0
        raw = {d["id"]: d["text"] for d in map(json.loads, open(folder / "ud" / (name + ".raw.jsonl")))}
        missed, extra = {}, {}
        for s in ud:
            text = raw[s["doc"]]
            a, b = s["spans"][0][0], s["spans"][-1][1]
            mine = set(tokens(text, a, b))
            his = set(s["spans"])
            gold += len(his); system += len(mine); right += len(mine & his)
            for x in his - mine:
                missed[text[x[0]:x[1]]] = missed.get(text[x[0]:x[1]], 0) + 1
            for x in mine - his:
                extra[text[x[0]:x[1]]] = extra.get(text[x[0]:x[1]], 0) + 1
        print(name, gold, system, right, 2 * right / (gold + system))
        print(sorted(missed.items(), key=lambda x: -x[1])[:40])
        print(sorted(extra.items(), key=lambda x: -x[1])[:40])
