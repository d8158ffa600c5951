// Every page that somebody works on, as they see it: on a phone, on a screen in the dark, and on paper. Nothing
// scrolls sideways, axe finds nothing, no text is missing, and paper has the page and nothing of the frame.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

/** Where everybody works, beside what all have: from the menu and from buttons. */
const places = {
  karin: ["/oro/ny", "/oro", "/remisser", "/remisser?visa=skickade", "/remisser/ny", "/samtycken", "/samtycken/nytt"],
  sara: [
    "/inkomna", "/inkomna?visa=avgjorda", "/inkomna/ny", "/sok", "/underrattelser", "/insatser", "/remisser",
    "/remisser?visa=skickade", "/samtycken",
  ],
  jonas: ["/mote", "/mote/nytt", "/oro", "/remisser", "/ikvall", "/lofte", "/lofte/ny?slag=traffic_control"],
  nadia: ["/mote"],
  amira: ["/remisser", "/oro"],
  lena: ["/enheten", "/enhetens-roller"],
  petra: ["/remisser", "/samtycken", "/lofte", "/lofte/ny?slag=sspf_participation"],
  malin: [
    "/lofte", "/ikvall", "/lofte/underlag", "/lofte/publicera", "/lofte/ny", "/lofte/ny?slag=parent_group",
    "/lofte/ny?slag=shared_resource", "/lofte/ny?slag=publication",
  ],
  isak: ["/ikvall", "/lofte", "/lofte/publicera"],
  margit: ["/loggkontroll", "/loggkontroll/alla", "/loggkontroll/rapport", "/loggkontroll/kontroll"],
  eva: ["/personer", "/enheter", "/roller"],
};
const everybody = ["/att-gora", "/min-logg", "/konto"];
/** What lists lead to. */
const things = /^\/(oro|utkast|inkomna|insatser|remisser|samtycken|mote|underrattelser)\/[0-9a-f-]{32,36}$/;

let browser, demo;
before(async () => { [browser, demo] = await Promise.all([startBrowser(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

const named = (who, path) => `${who}${path.replaceAll(/[/?=]/g, "-").replace(/[0-9a-f]{8}[0-9a-f-]{24,28}/, "ett")}`;

async function looked(page, view, name) {
  assert.ok(await fits(page), `${name} scrolls sideways at ${view.name}`);
  assert.doesNotMatch(await page.content(), /[>\s]\[[a-z0-9_-]+\]/, `${name} lacks a text`);
  assert.deepEqual(await axe(page), [], `${name} at ${view.name}`);
  await screenshot(page, `${view.name}/alla/${name}`);
}

/** On paper there is what was asked for, who printed it and when, and no menu, button or form. */
async function printed(page, name, scheme) {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const shown = page.locator("nav.side, .btn, .linklike, .skip, .foot").filter({ visible: true });
  assert.equal(await shown.count(), 0, `${name} prints its frame`);
  assert.ok(await page.locator(".top .print-only").isVisible(), `${name} does not say who printed it`);
  await screenshot(page, `papper/${name}`);
  await page.emulateMedia({ media: null, colorScheme: scheme });
}

for (const view of [views[0], views[3]]) {
  for (const [who, own] of Object.entries(places)) {
    test(`the pages of ${who}, ${view.name}`, async () => {
      const { page } = await enter(await openContext(browser, demo, { view }), who);
      const seen = new Set();
      const paths = [...everybody, ...own];
      for (let path = paths.shift(); path; path = paths.shift()) {
        const name = named(who, path);
        // Of each kind of thing two are enough.
        if (seen.has(path) || (things.test(path) && [...seen].filter((one) => named(who, one) === name).length > 1)) continue;
        seen.add(path);
        const answer = await page.goto(path);
        assert.equal(answer.status(), 200, `${who} ${path} after ${[...seen].at(-2)}`);
        await looked(page, view, name);
        if (view.width > 320) await printed(page, name, view.scheme);
        paths.push(...(await page.locator("main a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).filter((href) => things.test(href)));
      }
      assert.ok(seen.size > everybody.length, who);
    });
  }
}
