"""Varies a training sentence: capitals, typographic marks, a missing final stop, as headlines and web pages have them."""

LEFT, RIGHT = {'"': "“", "'": "‘", "``": "“"}, {'"': "”", "'": "’", "''": "”"}


def vary(s, rng):
    r = rng.random()
    words = s["words"]
    new = None
    if r < 0.03:
        new = [w.upper() if w.lower() != "n't" else w.upper() for w in words]
    elif r < 0.05:
        new = [w.lower() for w in words]
    elif r < 0.09:
        small = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "as", "from", "with", "n't", "'s"}
        new = [w[0].upper() + w[1:] if w.lower() not in small and w[0].isalpha() or i == 0 else w for i, w in enumerate(words)]
    elif r < 0.10:  # a capital run at the start, as a dateline or a shouted lead
        k = int(rng.integers(1, 4))
        new = [w.upper() if i < k else w for i, w in enumerate(words)]
    if rng.random() < 0.3:
        new = list(new or words)
        opened = False
        for i, w in enumerate(new):
            if w in ('"', "``", "''"):
                new[i] = "”" if opened else "“"
                opened = not opened
            elif w == "'":
                new[i] = "’"
            elif w[0] == "'" and len(w) < 4 or w.lower() == "n't":
                new[i] = w.replace("'", "’")
            elif w in ("-", "--") and rng.random() < 0.3:
                new[i] = "–" if rng.random() < 0.5 else "—"
    out = s
    if new is not None:
        out = dict(out)
        out["words"] = new
    n = len(out["words"])
    if n > 3 and out["words"][-1] == "." and rng.random() < 0.06 and ("head" not in out or n not in out["head"]):
        out = dict(out)
        for k in ("words", "upos", "xpos", "head", "deprel", "names"):
            if k in out:
                out[k] = out[k][:-1]
    return out
