"""python3 test_features.py: the numbers that Tests/ReadingsTests/Syntax/WordFeaturesTests.swift expects too."""
import features

CASES = [("Kyiv", "kyiv", "Xxxx"), ("2,024th", "0,000th", "0,000xx"), ("Zelenskyy’s", "zelenskyy's", "Xxxx'x"),
         ("ÉRIC", "eric", "XXX"), ("Łódź", "lodz", "Xxxx"), ("—", "-", "-"), ("…", "...", "..."),
         ("Москва", "москва", "Xxxx"), ("aaa----", "aaa----", "xxx---")]
for word, key, shape in CASES:
    assert features.key_and_shape(word) == (key.encode(), shape.encode()), word
assert features.hash64(33, b"kyiv") == 0xFC1C10AA76AF27E1
print("%d passed, 0 failed" % (len(CASES) + 1))
