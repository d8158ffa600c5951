// A visit in a real browser: somebody of an association asks on a small phone without a script, and the strategist sees
// it and writes down that it was done.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

let browser, demo;
before(async () => { [browser, demo] = await Promise.all([startBrowser(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

async function looked(page, view, name) {
  assert.ok(await fits(page), `${name} scrolls sideways at ${view.name}`);
  assert.doesNotMatch(await page.content(), /[>\s]\[[a-z0-9_-]+\]/, `${name} lacks a text`);
  assert.deepEqual(await axe(page), [], `${name} at ${view.name}`);
  await screenshot(page, `${view.name}/${name}`);
}

test("a citizen asks for a visit on a phone, and the strategist answers", async () => {
  const page = await (await openContext(browser, demo, { view: views[0], scripts: false })).newPage();
  await page.goto("/medborgarlofte");
  await page.click("a[href='/besok']");
  await page.waitForTimeout(3200);
  await page.click("button.btn");
  assert.match(await page.textContent("#errors"), /Välj vem som frågar/);
  await page.check("input[value=association]");
  await page.fill("#organisation", "Hällaryds bollklubb");
  await page.fill("#topic", "Hur vi pratar om droger med våra juniorer");
  await page.fill("#reach", "0454-00 00 77");
  await page.click("button.btn");
  const number = (await page.textContent(".big.num")).trim();
  assert.match(number, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  assert.deepEqual(await page.context().cookies(), []);
  const malin = await enter(await openContext(browser, demo, { view: views[3] }), "malin");
  await malin.click("nav.side a[href='/lofte/besok']");
  const card = malin.page.locator("article", { hasText: number });
  assert.match(await card.textContent(), /0454-00 00 77/);
  const last = await card.locator("input[name=on]").getAttribute("max");
  await card.locator("input[name=on]").fill(last);
  await card.locator("button.btn").first().click();
  await malin.page.waitForLoadState();
  assert.equal(await card.count(), 0);
  assert.match(await malin.page.textContent("main"), /Hällaryds bollklubb/);
  assert.doesNotMatch(await malin.page.content(), /0454-00 00 77/);
});

// An account has three codes at one moment, so two of those who go there take turns.
for (const [view, who] of views.map((view, at) => [view, at < 2 ? "jonas" : "malin"])) {
  test(`the form, its receipt's errors and the list, ${view.name}`, async () => {
    const page = await (await openContext(browser, demo, { view })).newPage();
    await page.goto("/besok");
    await looked(page, view, "besok");
    await page.click("button.btn");
    await looked(page, view, "besok-fel");
    await page.goto("/besok?sprak=en");
    await looked(page, view, "besok-en");
    const staff = await enter(await openContext(browser, demo, { view }), who);
    await staff.page.goto("/lofte/besok");
    await looked(staff.page, view, "lofte-besok");
  });
}
