"""What the network sees of a word. The Swift side computes the same bytes: Sources/Readings/Syntax/WordFeatures.swift.

key    the word in lower case, Latin accents folded (one ASCII letter for one), digits as 0, quotation marks and dashes as ASCII
shape  X upper, x lower, 0 digit, other bytes as they are in the key; runs longer than three cut to three
rows   hashed rows of the affix table: prefixes and suffixes of the key of 1 to 5 bytes, the key's length, the shape,
       the first three and last three bytes of the shape, and one row a lexicon flag
"""
import unicodedata

AFFIX_ROWS = 12288
FLAGS = 8          # given name, surname, place, part of a place, organisation word, title, calendar, country or people
FEATURES = 14 + FLAGS
FIRST_HASHED = 1 + FLAGS  # row 0 stays zero; then one row a flag

MASK = (1 << 64) - 1


def _fold_table():
    special = {"Æ": "a", "æ": "a", "Ø": "o", "ø": "o", "Đ": "d", "đ": "d", "ß": "s", "Þ": "t", "þ": "t", "Ð": "d", "ð": "d",
               "Ħ": "h", "ħ": "h", "ı": "i", "İ": "i", "Ĳ": "i", "ĳ": "i", "ĸ": "k", "Ł": "l", "ł": "l", "Ŋ": "n",
               "ŋ": "n", "Œ": "o", "œ": "o", "Ŧ": "t", "ŧ": "t", "ŉ": "n", "Ŀ": "l", "ŀ": "l", "ſ": "s", "×": "x", "÷": "/"}
    out = []
    for c in range(0xC0, 0x180):
        ch = chr(c)
        base = special.get(ch) or unicodedata.normalize("NFKD", ch)[0].lower()
        assert len(base) == 1 and ord(base) < 128, ch
        out.append(base)
    return "".join(out)


FOLD = _fold_table()
MARKS = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x2BC: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"',
         0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2015: "-", 0x2212: "-", 0x2026: "..."}


def upper(c):
    """Is this scalar an upper-case letter, by the small table both sides share?"""
    if c < 128:
        return 65 <= c <= 90
    if 0xC0 <= c <= 0xDE:
        return c != 0xD7
    if 0x100 <= c <= 0x137:
        return c % 2 == 0
    if 0x139 <= c <= 0x148:
        return c % 2 == 1
    if 0x14A <= c <= 0x177:
        return c % 2 == 0
    if 0x178 <= c <= 0x17E:
        return c in (0x178, 0x179, 0x17B, 0x17D)
    return 0x391 <= c <= 0x3AB or 0x400 <= c <= 0x42F


def letter(c):
    """Is this scalar a letter, by the small table both sides share?"""
    if c < 128:
        return 65 <= c <= 90 or 97 <= c <= 122
    if c < 0xC0:
        return c in (0xAA, 0xB5, 0xBA)
    return c not in (0xD7, 0xF7) and not 0x2000 <= c <= 0x2BFF and not 0x3000 <= c <= 0x303F and not 0xFE00 <= c <= 0xFFFF


def key_and_shape(word):
    key, shape = [], []
    for ch in word:
        c = ord(ch)
        if 48 <= c <= 57:
            k, s = "0", "0"
        elif letter(c):
            s = "X" if upper(c) else "x"
            if c < 128:
                k = ch.lower()
            elif 0xC0 <= c < 0x180:
                k = FOLD[c - 0xC0]
            elif 0x391 <= c <= 0x3AB or 0x410 <= c <= 0x42F:
                k = chr(c + 32)
            elif 0x400 <= c <= 0x40F:
                k = chr(c + 80)
            else:
                k = ch
        else:
            k = MARKS.get(c, ch)
            s = k
        key.append(k)
        if len(shape) < 3 or not (shape[-1] == shape[-2] == shape[-3] == s):
            shape.append(s)
    return "".join(key).encode(), "".join(shape).encode()


def hash64(kind, data):
    """FNV-1a over the kind byte and the data, then one mix."""
    h = 0xCBF29CE484222325
    h = ((h ^ kind) * 0x100000001B3) & MASK
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & MASK
    h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & MASK
    return h ^ (h >> 32)


def row(kind, data):
    return FIRST_HASHED + (hash64(kind, data) >> 8) % (AFFIX_ROWS - FIRST_HASHED)


def affix_rows(key, shape):
    """14 rows of the affix table (0 where the word is too short)."""
    n = len(key)
    out = []
    for k in range(1, 6):
        out.append(row(k, key[:k]) if n > k or k == 1 else 0)
    for k in range(1, 6):
        out.append(row(8 + k, key[n - k:]) if n > k or k == 1 else 0)
    out.append(row(16, bytes([min(n, 20)])))
    out.append(row(17, shape))
    out.append(row(18, shape[:2]))
    out.append(row(19, shape[-3:]))
    return out


def sentence_mode(words):
    """0 ordinary, 1 all capitals, 2 title case, 3 no capital at all."""
    letters = upper_words = capital = lower_long = long = 0
    any_lower = any_upper = False
    for w in words:
        first = ord(w[0])
        is_letter = letter(first)
        if not is_letter:
            continue
        letters += 1
        n_upper = sum(1 for ch in w if upper(ord(ch)))
        n_letter = sum(1 for ch in w if letter(ord(ch)))
        if n_upper:
            any_upper = True
        if n_upper < n_letter:
            any_lower = True
        if len(w.encode()) > 3:
            long += 1
            if upper(first):
                capital += 1
    if letters == 0:
        return 0
    if not any_upper:
        return 3
    if not any_lower and letters >= 2:
        return 1
    if long >= 3 and capital * 10 >= long * 9:
        return 2
    return 0
