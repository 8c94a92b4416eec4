#!/usr/bin/env python3
"""Opens the site in a real browser and checks what only a browser can tell.

usage: make browser-test
   or: python3 Tests/Browser/check.py http://127.0.0.1:8750 [--pictures FOLDER] [--only WORD]

Needs Debian's chromium and chromium-driver, and from PyPI selenium and axe-selenium-python (for axe-core). For every page, at
1440, 1024 and 390 pixels, light and dark: axe-core finds nothing serious (WCAG 2.2 AA), the page does not scroll
sideways, the console is quiet, nothing is asked of another host. Then paper, the keys, the card over a citation, what “cite” copies,
stillness for those who want it, the title of each story in the list and on its page, every kind of correction by its form (seen in
the report, in the history, taken back), a watch, and every page without JavaScript. Changes the archive: for made-up ones only.
Exit status 1 when anything fails.
"""
import argparse
import base64
import json
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.keys import Keys


def browser(script=True):
    options = webdriver.ChromeOptions()
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    # A busy machine may take long over axe-core.
    driver.set_script_timeout(300)
    return driver


def axe():
    import axe_selenium_python
    home = pathlib.Path(axe_selenium_python.__file__).parent
    return (home / "node_modules/axe-core/axe.min.js").read_text()


def get(url):
    return json.load(urllib.request.urlopen(url))


def pages(base):
    """One page of every kind, found through the JSON of the site itself."""
    stories = get(f"{base}/stories.json")["stories"]
    story = max(stories, key=lambda s: s["documents"])
    report = get(f"{base}/stories/{story['id']}.json")
    document = urllib.parse.quote(report["stories"][0]["documents"][0]["id"], safe="")
    document = document.replace(".", "%2E")
    person = (report["stories"][0]["people"] or [{"name": "nobody"}])[0]["name"]
    places = [e["place"]["name"] for e in report["stories"][0]["events"] if e["place"]]
    word = story["title"].split()[0]
    out = {
        "stories": "/stories?since=2d",
        "story": f"/stories/{story['id']}?since=24h",
        "document": f"/documents/{document}",
        "search": f"/search?q={urllib.parse.quote(word)}",
        "search-empty": "/search",
        "changes": "/changes",
        "entity": f"/entities/{urllib.parse.quote(person, safe='')}",
        "watches": "/watches",
        "corrections": "/corrections",
        "feeds": "/feeds",
        "correct-sentence": f"/correct?document={document}&at=0&story={story['id']}",
        "correct-story": f"/correct?story={story['id']}",
        "about": "/about",
        "missing": "/nothing",
    }
    watches = get(f"{base}/watches.json")["watches"]
    if watches:
        out["watch"] = f"/watches/{watches[0]['id']}"
    for place in places:
        address = f"/places/{urllib.parse.quote(place, safe='')}"
        try:
            get(f"{base}{address}.json")
        except urllib.error.HTTPError:
            # Named, and not in the gazetteer.
            continue
        out["place"] = address
        break
    return out


def wait(driver, script, seconds=20):
    for _ in range(seconds * 5):
        if driver.execute_script(script):
            return True
        time.sleep(0.2)
    return False


def fill(driver, form, values, picks=()):
    """Fills in a form, ticks what is named by selectors, and sends it."""
    for pick in picks:
        driver.execute_script("arguments[0].click()", driver.find_element("css selector", f"{form} {pick}"))
    for name, value in values.items():
        field = driver.find_element("css selector", f"{form} input[name={name}]")
        field.clear()
        field.send_keys(value)
    driver.execute_script("arguments[0].click()", driver.find_element("css selector", f"{form} button"))


WHO = "Ana Reiter"


def text(driver, selector="main"):
    return driver.execute_script(
        "return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, ' ') ?? ''", selector)


def take_back(driver, base, why):
    """Takes the newest correction back by the form of the history; what is wrong, or nothing."""
    driver.get(base + "/corrections")
    if WHO not in text(driver, "table.lines tbody tr"):
        return "the newest correction is not in the history"
    driver.execute_script("document.querySelector('.undo').open = true")
    fill(driver, ".undo form", {"author": WHO, "reason": why})
    if not wait(driver, f"return document.querySelector('main').textContent.includes({json.dumps(why)})"):
        return "a correction cannot be taken back"
    if "taken back" not in text(driver, "table.lines tbody tr"):
        return "a correction that was taken back is not told so in the history"
    return None


def held(base):
    """What the archive holds now: each story with its number of reports."""
    return {s["id"]: s["documents"] for s in get(f"{base}/stories.json?least=1")["stories"]}


def sent(driver, what, values, picks=()):
    """Sends the open form of corrections; what is wrong, or nothing."""
    fill(driver, "form.correct", {**values, "author": WHO, "reason": f"a check of {what}"}, picks)
    if "#s1-amendments" not in driver.current_url:
        return f"{what}: the form leads to {driver.current_url}: {text(driver, '.fault') or driver.title}"
    if f"a check of {what}" not in text(driver, "#s1-amendments"):
        return f"{what}: not in the report"
    return None


def forms(driver, base, chosen):
    """What no request made by hand can tell: that a browser's own headers let its forms through."""
    if "story" not in chosen or not {"correct-story", "watches"} <= chosen.keys():
        return []
    story = chosen["story"].split("?")[0]
    try:
        driver.get(base + story)
        before = driver.current_url
        old = driver.find_element("css selector", "main").text
        short = text(driver, "#s1-short")
        link = driver.find_element("css selector", "#s1-timeline a.fix")
        driver.execute_script("arguments[0].click()", link)
        fault = sent(driver, "an event", {})
        if fault:
            return [fault]
        driver.get(before)
        if driver.find_element("css selector", "main").text != old:
            return ["a correction changed the page of an earlier moment"]
        faults = [take_back(driver, base, "the check of an event is over")]
        faults += [check(driver, base, story) for check in (sentences, documents, names, splits, merges)]
        driver.get(base + story)
        if not short or text(driver, "#s1-short") != short:
            faults.append("with all corrections taken back the summary is not what it was")
        driver.get(base + "/watches")
        fill(driver, "form.correct", {"q": "bridge"})
        if "bridge" not in driver.find_element("css selector", "table.lines").text:
            faults.append("a watch cannot be made")
        return [fault for fault in faults if fault]
    except WebDriverException as fault:
        return [f"forms: {fault.msg}"]


def sentences(driver, base, story):
    """Another date, and another place for which the form asks which one is meant."""
    def opened():
        driver.get(base + story)
        link = driver.find_element("css selector", "#s1-timeline a.fix")
        driver.execute_script("arguments[0].click()", link)
    opened()
    fault = sent(driver, "a date", {"date": "2025-02-08"}, ["input[value=date]"])
    if fault or "2025-02-08" not in text(driver, "#s1-amendments"):
        return fault or "a date: not told in the report"
    if "8 Feb 2025" not in text(driver, "#s1-timeline"):
        return "a date: not in the timeline"
    fault = take_back(driver, base, "the check of a date is over")
    opened()
    fill(driver, "form.correct", {"place": "Inverness", "author": WHO, "reason": "a check of a place"}, ["input[value=place]"])
    if driver.find_elements("css selector", ".fault"):
        # Which one? The first is chosen already.
        driver.execute_script("arguments[0].click()", driver.find_element("css selector", "form.correct button"))
    if "Inverness" not in text(driver, "#s1-amendments"):
        return f"a place: not in the report: {text(driver, '.fault') or driver.title}"
    return fault or take_back(driver, base, "the check of a place is over")


def documents(driver, base, story):
    """Published at another time; what an outlet prints is another one's, which makes two origins one."""
    report = get(f"{base}{story}.json")["stories"][0]
    names = [d["outlet"] for d in report["documents"]]
    one = max(names, key=names.count)
    other = next(n for n in names if n != one)
    at = names.index(one)
    form = f"{base}/correct?document={urllib.parse.quote(report['documents'][at]['id'], safe='')}&story={story.split('/')[-1]}"
    driver.get(form)
    fault = sent(driver, "a time", {"published": "2025-02-09T07:00:00Z"}, ["input[value=published]"])
    if fault or "2025-02-09" not in text(driver, "#s1-amendments"):
        return fault or "a time: not told in the report"
    fault = take_back(driver, base, "the check of a time is over")
    driver.get(form)
    if driver.find_element("css selector", "input[name=outlet]").get_attribute("value") != one:
        return "a reprint: the form does not name the outlet"
    fault = fault or sent(driver, "a reprint", {"source": other}, ["input[value=reprint]"])
    if fault:
        return fault
    after = get(f"{base}{story}.json")["stories"][0]
    if after["counts"]["origins"] >= report["counts"]["origins"]:
        return f"a reprint: {one} prints {other}, and there are as many origins as before"
    return take_back(driver, base, "the check of a reprint is over")


def names(driver, base, story):
    """Two names of one person."""
    driver.get(base + story)
    link = driver.find_element("css selector", "#s1-says .voice a.fix")
    name = urllib.parse.parse_qs(urllib.parse.urlsplit(link.get_attribute("href")).query)["name"][0]
    driver.execute_script("arguments[0].click()", link)
    if driver.find_element("css selector", "input[name=name]").get_attribute("value") != name:
        return f"a person: the form does not name {name}"
    fault = sent(driver, "a person", {"other": "Ottilie Made-Up"}, ["input[value=person]"])
    if fault:
        return fault
    if "Ottilie Made-Up" not in text(driver, "#s1-says"):
        return f"a person: {name} does not speak as Ottilie Made-Up"
    return take_back(driver, base, "the check of a person is over")


def splits(driver, base, story):
    """Ticked reports become a story of their own, and come back."""
    before = held(base)
    id = story.split("/")[-1]
    driver.get(f"{base}/correct?story={id}")
    fault = sent(driver, "a split", {}, ["input[value=split]", ".tick:nth-of-type(2) input", ".tick:nth-of-type(3) input"])
    if fault:
        return fault
    after = held(base)
    new = {i: n for i, n in after.items() if i not in before}
    if list(new.values()) != [2] or after[id] != before[id] - 2:
        return f"a split: {before} became {after}"
    driver.get(f"{base}/stories/{next(iter(new))}")
    if "a check of a split" not in text(driver, "#s1-amendments"):
        return "a split: the new story does not tell of it"
    if len(driver.find_elements("css selector", "#s1-sources .outlet tbody tr")) != 2:
        return "a split: the new story has not its two reports"
    fault = take_back(driver, base, "the check of a split is over")
    return fault or (None if held(base) == before else "a split: not undone")


def merges(driver, base, story):
    """A story goes into another, its address leads there, and it comes back."""
    before = held(base)
    id = story.split("/")[-1]
    if len(before) < 2:
        return "a merge: the archive holds one story only"
    other = next(i for i in before if i != id)
    driver.get(f"{base}/correct?story={other}")
    fault = sent(driver, "a merge", {"into": id}, ["input[value=merge]"])
    if fault:
        return fault
    after = held(base)
    if other in after or after.get(id) != before[id] + before[other]:
        return f"a merge: {before} became {after}"
    driver.get(f"{base}/stories/{other}")
    if f"/stories/{id}" not in driver.current_url:
        return f"a merge: the address of the story that ended leads to {driver.current_url}"
    fault = take_back(driver, base, "the check of a merge is over")
    return fault or (None if held(base) == before else "a merge: not undone")


def copies(driver, base, chosen):
    """What “cite” puts into the clipboard: the words, who printed them and when, the address, and where the archive keeps them."""
    faults = []
    driver.execute_cdp_cmd("Browser.grantPermissions", {
        "origin": base, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    report = get(f"{base}{chosen['story'].split('?')[0]}.json")["stories"][0]
    known = {d["id"]: d for d in report["documents"]}
    driver.get(base + chosen["story"])
    count = len(driver.find_elements("css selector", "a.copy"))
    for i in sorted({0, count // 2, count - 1}):
        link = driver.find_elements("css selector", "a.copy")[i]
        address = link.get_attribute("href")
        # “12.3” hidden beside the word says which citation it is of.
        driver.execute_script("arguments[0].click()", link)
        if not wait(driver, f"return document.querySelectorAll('a.copy')[{i}].textContent.startsWith('copied')", 5):
            faults.append(f"cite {i}: nothing says that it was copied")
            continue
        copied = driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, e => done(String(e)))")
        lines = copied.rstrip("\n").split("\n")
        parts = urllib.parse.urlsplit(address)
        id = urllib.parse.unquote(parts.path.split("/")[2])
        start, end = map(int, urllib.parse.parse_qs(parts.query)["at"][0].split("-"))
        document = get(f"{base}/documents/{urllib.parse.quote(id, safe='').replace('.', '%2E')}.json")["reading"]
        words = document["text"][start:end]
        facts = known.get(id, {})
        if "\n".join(lines[:-2]) != f"“{words}”":
            faults.append(f"cite {i}: copied {lines[:-2]} of “{words}”")
        for wanted in [facts.get("outlet"), facts.get("url"), "UTC" if facts.get("published") else "date unknown"]:
            if wanted and wanted not in lines[-2]:
                faults.append(f"cite {i}: the line “{lines[-2]}” lacks {wanted}")
        if facts.get("published") and facts["published"][:4] not in lines[-2]:
            faults.append(f"cite {i}: the line “{lines[-2]}” lacks the date {facts['published']}")
        if lines[-1] != f"Archive: {id}, characters {start}–{end}, SHA-256 {facts.get('sha256')}":
            faults.append(f"cite {i}: the last line is “{lines[-1]}”")
        time.sleep(1.7)
        if "copied" in driver.find_elements("css selector", "a.copy")[i].text:
            faults.append(f"cite {i}: the word stays “copied”")
    if count == 0:
        faults.append("no “cite” in the story")
    return faults


def stillness(driver, base, chosen):
    """Nothing moves for those who want it so; and something does for others, or this would check nothing."""
    moving = (
        "return [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); "
        "return s.scrollBehavior === 'smooth' || s.animationName !== 'none' && parseFloat(s.animationDuration) > 0 "
        "|| s.transitionDuration.split(',').some(d => parseFloat(d) > 0) })"
        ".map(e => e.className || e.tagName).concat(document.getAnimations().map(a => 'an animation'))")
    card = (
        "document.querySelector('.cite')?.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))")
    faults = []
    for wish in ["no-preference", "reduce"]:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": wish}]})
        for name in [n for n in ("stories", "story", "document") if n in chosen] if wish == "reduce" else ["story"]:
            driver.get(base + chosen[name])
            driver.execute_script(card)
            if name == "story":
                wait(driver, "return document.querySelector('.card')")
            found = driver.execute_script(moving)
            if wish == "reduce" and found:
                faults.append(f"{name} moves for those who want less motion: {found[:4]}")
            if wish != "reduce" and not {"HTML", "card"} <= set(found):
                faults.append(f"story, for those who do not mind: only {found} move")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return faults


def titles(driver, base):
    """A story is called in the list what it is called on its page, today and at an earlier moment."""
    faults = []
    rows = get(f"{base}/stories.json?least=1")["stories"]
    middle = sorted(s["first"] for s in rows)[len(rows) // 2]
    for asked in ["/stories?least=1", f"/stories?least=1&as-of={middle}"]:
        driver.get(base + asked)
        links = driver.execute_script(
            "return [...document.querySelectorAll('table.stories th a.said')].map(a => [a.textContent, a.href])")
        for title, address in links[:12]:
            driver.get(address)
            own = driver.find_element("css selector", "h1").text
            if own != title:
                faults.append(f"the list ({asked}) calls “{title}” what its page calls “{own}”")
    return faults


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("base")
    arguments.add_argument("--pictures")
    arguments.add_argument("--only")
    arguments.add_argument("--quick", action="store_true")
    asked = arguments.parse_args()
    base = asked.base.rstrip("/")
    host = urllib.parse.urlsplit(base).netloc
    faults = []
    chosen = {n: a for n, a in pages(base).items() if not asked.only or asked.only in n}
    rules = axe()
    driver = browser()

    def shot(name):
        if asked.pictures:
            pathlib.Path(asked.pictures).mkdir(parents=True, exist_ok=True)
            picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
            (pathlib.Path(asked.pictures) / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))

    checked = 0
    for name, address in chosen.items():
        for width, height in [(1440, 1000), (1024, 900), (390, 844)]:
            for scheme in ["light", "dark"]:
                if asked.quick and (width, scheme) in [(1024, "light"), (390, "dark")] and name != "story":
                    continue
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
                driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
                    "features": [{"name": "prefers-color-scheme", "value": scheme}]})
                driver.get(base + address)
                where = f"{name} at {width}, {scheme}"
                checked += 1
                shot(f"{name}-{width}-{scheme}")
                wide = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    faults.append(f"{where}: scrolls sideways by {wide} px")
                # axe is put in through the driver, which the page's content policy does not bind.
                driver.execute_script(rules)
                # Older releases of axe-core know fewer of these sets, and refuse a name they do not know.
                found = driver.execute_async_script(
                    "const done = arguments[arguments.length - 1];"
                    "const known = new Set(axe.getRules().flatMap(r => r.tags));"
                    "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
                    ".filter(t => known.has(t))}).then(r => done(r.violations)).catch(e => done(String(e)))")
                if isinstance(found, str):
                    sys.exit(f"{where}: axe could not run: {found}")
                for fault in found:
                    # Before 3.2 axe-core did not know that HTML allows groups in a list of terms (<dl><div><dt>).
                    if fault["id"] == "dlitem" and all("<dt" in n["html"] or "<dd" in n["html"] for n in fault["nodes"]):
                        if driver.execute_script("return axe.version").startswith("3.1."):
                            continue
                    if fault["impact"] in ("serious", "critical"):
                        node = fault["nodes"][0]
                        faults.append(f"{where}: axe {fault['id']}: {fault['help']}: {node['html'][:160]} "
                                      f"({len(fault['nodes'])} places)")
                for entry in driver.get_log("browser"):
                    if name != "missing" or "404" not in entry["message"]:
                        faults.append(f"{where}: console: {entry['message'][:300]}")
                for entry in driver.get_log("performance"):
                    message = json.loads(entry["message"])["message"]
                    if message["method"] == "Network.requestWillBeSent":
                        url = message["params"]["request"]["url"]
                        parts = urllib.parse.urlsplit(url)
                        if parts.scheme in ("http", "https") and parts.netloc != host:
                            faults.append(f"{where}: asks {url}")

    # On paper: what is left of the story has its sections and no controls.
    if "story" in chosen:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        driver.get(base + chosen["story"])
        # Also for somebody who reads dark pages.
        driver.execute_script("document.getElementById('dark').checked = true")
        ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
        if ground != "rgb(255, 255, 255)":
            faults.append(f"story on paper has the ground {ground}")
        shown = driver.execute_script(
            "return [...document.querySelectorAll('.find, .moments, .states, .outs, .fix, .copy, .theme, nav')]"
            ".filter(e => getComputedStyle(e).display !== 'none').map(e => e.className || e.tagName)")
        if shown:
            faults.append(f"story on paper shows controls: {sorted(set(shown))}")
        if asked.pictures:
            paper = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
            (pathlib.Path(asked.pictures) / "story.pdf").write_bytes(base64.b64decode(paper["data"]))
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    # Keys
    driver.get(base + "/stories")
    body = driver.find_element("css selector", "body")
    body.send_keys("j")
    if driver.execute_script("return document.activeElement.hasAttribute('data-item')") is not True:
        faults.append("j does not go to an item")
    body = driver.switch_to.active_element
    body.send_keys("/")
    if driver.execute_script("return document.activeElement.type") != "search":
        faults.append("/ does not go to the search")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    driver.execute_script("document.activeElement.blur()")
    driver.find_element("css selector", "body").send_keys("?")
    if driver.execute_script("return document.querySelector('#keys').matches(':popover-open')") is not True:
        faults.append("? does not show the keys")
    driver.find_element("css selector", "body").send_keys(Keys.ESCAPE)
    driver.find_element("css selector", "body").send_keys("gf")
    if "/search" not in driver.current_url:
        faults.append("g f does not go to the search")
    driver.find_element("css selector", "body").send_keys("gw")
    if "/watches" not in driver.current_url:
        faults.append("g w does not go to the watches")
    # Nothing came after the moment of the page, so nothing is said to have come.
    driver.get(base + "/stories")
    time.sleep(4)
    if driver.find_elements("css selector", ".news"):
        faults.append("the list of stories says that something new has come, and nothing has")
    # k goes back, o opens a source, c the form that corrects.
    if "story" in chosen:
        driver.get(base + chosen["story"])
        body = driver.find_element("css selector", "body")
        body.send_keys("jjk")
        if driver.execute_script("return [...document.querySelectorAll('[data-item]')].indexOf(document.activeElement)") != 0:
            faults.append("j j k does not end at the first item")
        if driver.find_elements("css selector", ".fix"):
            driver.switch_to.active_element.send_keys("c")
            if "/correct" not in driver.current_url:
                faults.append("c does not open the form that corrects")
            driver.back()
            driver.find_element("css selector", "body").send_keys("j")
        driver.switch_to.active_element.send_keys("o")
        if "/documents/" not in driver.current_url:
            faults.append("o does not open the item's source")
        # A card over a citation shows the sentence that its link leads to.
        driver.get(base + chosen["story"])
        driver.execute_script("document.querySelector('.cite').focus()")
        body = driver.find_element("css selector", "body")
        body.send_keys(Keys.TAB)
        body.send_keys(Keys.SHIFT, Keys.TAB)
        driver.execute_script(
            "document.querySelector('.cite').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))")
        if not wait(driver, "return (document.querySelector('.card .said')?.textContent ?? '').length > 20"):
            faults.append("no card over a citation")
        faults += copies(driver, base, chosen)
        faults += stillness(driver, base, chosen)
    if "stories" in chosen:
        faults += titles(driver, base)
    faults += forms(driver, base, chosen)
    # By keyboard alone: the first stop is the link that skips to the content, and the mark of focus can be seen.
    driver.get(base + "/stories")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    if driver.execute_script("return document.activeElement.className") != "skip":
        faults.append("the first stop of the keyboard is not the skip link")
    driver.quit()

    driver = browser(script=False)
    for name, address in chosen.items():
        driver.get(base + address)
        words = len(driver.find_element("css selector", "main").text)
        if words < 20:
            faults.append(f"{name} without JavaScript: {words} characters")
    driver.quit()
    for fault in faults:
        print(fault)
    print(f"{checked} renderings of {len(chosen)} pages, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
