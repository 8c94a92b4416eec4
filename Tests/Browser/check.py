#!/usr/bin/env python3
"""Opens the site in a real browser and checks what only a browser can tell.

usage: make browser-test
   or: python3 Tests/Browser/check.py http://127.0.0.1:8750 [--pictures FOLDER] [--only WORD]

Needs Debian's chromium and chromium-driver, and from PyPI selenium and axe-selenium-python (for axe-core). For every page, at
1440, 1024 and 390 pixels, light and dark: axe-core finds nothing serious (WCAG 2.2 AA), the page does not scroll
sideways, the console is quiet, nothing is asked of another host. Then paper, the keys, the card over a citation, a correction that is
sent and taken back, a watch, and every page without JavaScript. Changes the archive: for made-up ones only.
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


def fill(driver, form, values):
    for name, value in values.items():
        field = driver.find_element("css selector", f"{form} input[name={name}]")
        field.clear()
        field.send_keys(value)
    driver.execute_script("arguments[0].click()", driver.find_element("css selector", f"{form} button"))


def forms(driver, base, chosen):
    """What no request made by hand can tell: that a browser's own headers let its forms through."""
    if "story" not in chosen or not {"correct-story", "watches"} <= chosen.keys():
        return []
    story = chosen["story"].split("?")[0]
    try:
        driver.get(base + story)
        before = driver.current_url
        old = driver.find_element("css selector", "main").text
        link = driver.find_element("css selector", "#s1-timeline a.fix")
        driver.execute_script("arguments[0].click()", link)
        fill(driver, "form.correct", {"author": "Ana Reiter", "reason": "a check"})
        if "#s1-amendments" not in driver.current_url:
            return [f"a correction leads to {driver.current_url}: {driver.title}"]
        if "Ana Reiter" not in driver.find_element("css selector", "#s1-amendments").text:
            return ["a correction is not in the report"]
        driver.get(before)
        if driver.find_element("css selector", "main").text != old:
            return ["a correction changed the page of an earlier moment"]
        driver.get(base + "/corrections")
        driver.execute_script("document.querySelector('.undo').open = true")
        fill(driver, ".undo form", {"author": "Ana Reiter", "reason": "the check is over"})
        if not wait(driver, "return document.querySelector('main').textContent.includes('the check is over')"):
            return ["a correction cannot be taken back"]
        driver.get(base + "/watches")
        fill(driver, "form.correct", {"q": "bridge"})
        if "bridge" not in driver.find_element("css selector", "table.lines").text:
            return ["a watch cannot be made"]
    except WebDriverException as fault:
        return [f"forms: {fault.msg}"]
    return []


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
