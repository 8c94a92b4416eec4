#!/usr/bin/env python3
"""Reduces Natural Earth's outlines (public domain) to the small file that the maps of reports are drawn from.

usage: outlines.py --data DIR --output world.outlines
  --data  folder with ne_110m_admin_0_countries, ne_50m_land, ne_50m_admin_0_boundary_lines_land, ne_50m_disputed,
          ne_50m_rivers (.json.gz)

Lines are thinned by Douglas and Peucker's method (1973) and kept in steps of 1/100 degree. Same input, same bytes.
Layout, little-endian: magic "SITREPOL", version u32, line count u32; per line: layer u8 (0 land, 1 border, 2 disputed border,
3 river, 4 country of the small scale), country 2 letters (zeros where none), point count u16, bounds 4 x i16 (west, south,
east, north in 1/100 degree), then the points as zigzag varints of the steps from the point before, longitude first.
"""
import argparse
import gzip
import json
import os
import struct


def thin(points, tolerance):
    """Douglas-Peucker without recursion; points are (x, y) in degrees."""
    if len(points) < 3:
        return points
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        (x1, y1), (x2, y2) = points[a], points[b]
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        worst, index = -1.0, -1
        for i in range(a + 1, b):
            x, y = points[i]
            if length == 0:
                d = (x - x1) ** 2 + (y - y1) ** 2
            else:
                t = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
                d = (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2
            if d > worst:
                worst, index = d, i
        if index >= 0 and worst > tolerance * tolerance:
            keep[index] = True
            stack += [(a, index), (index, b)]
    return [p for p, k in zip(points, keep) if k]


def rings(geometry):
    kind, c = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        return c
    if kind == "MultiPolygon":
        return [ring for polygon in c for ring in polygon]
    if kind == "LineString":
        return [c]
    if kind == "MultiLineString":
        return c
    return []


def zigzag(value):
    value = value * 2 if value >= 0 else -value * 2 - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    lines = []

    def read(name, layer, tolerance, smallest=0.0, keep=lambda p: True, code=lambda p: ""):
        with gzip.open(os.path.join(options.data, name + ".json.gz"), "rt", encoding="utf-8") as f:
            features = json.load(f)["features"]
        for feature in features:
            p = feature["properties"]
            if not keep(p) or not feature["geometry"]:
                continue
            for ring in rings(feature["geometry"]):
                points = [(q[0], q[1]) for q in ring]
                xs, ys = [q[0] for q in points], [q[1] for q in points]
                if (max(xs) - min(xs)) + (max(ys) - min(ys)) < smallest:
                    continue
                points = thin(points, tolerance)
                steps = []
                for x, y in points:
                    step = (round(x * 100), round(y * 100))
                    if not steps or step != steps[-1]:
                        steps.append(step)
                if len(steps) > 1 and len(steps) < 65536:
                    lines.append((layer, code(p), steps))

    read("ne_50m_land", 0, 0.03, 0.15)
    read("ne_50m_admin_0_boundary_lines_land", 1, 0.03)
    read("ne_50m_disputed", 2, 0.03)
    read("ne_50m_rivers", 3, 0.04, 0.5, keep=lambda p: p.get("scalerank", 9) <= 7)
    read("ne_110m_admin_0_countries", 4, 0.1, 0.3, code=lambda p: p["ISO_A2"] if len(p["ISO_A2"]) == 2 else
         {"France": "FR", "Norway": "NO", "Kosovo": "XK"}.get(p["ADMIN"], ""))
    lines.sort()
    out = bytearray(b"SITREPOL" + struct.pack("<II", 1, len(lines)))
    for layer, code, steps in lines:
        xs, ys = [s[0] for s in steps], [s[1] for s in steps]
        out += struct.pack("<B2sH4h", layer, code.encode("ascii"), len(steps), min(xs), min(ys), max(xs), max(ys))
        x = y = 0
        for a, b in steps:
            out += zigzag(a - x) + zigzag(b - y)
            x, y = a, b
    with open(options.output, "wb") as f:
        f.write(out)
    print(len(lines), "lines", sum(len(s) for _, _, s in lines), "points", len(out), "bytes")


if __name__ == "__main__":
    main()
