// The situation picture in a real browser: the strategist holds the meeting, is stopped at the field where something
// personal stands, writes the next version and adopts it; then it stands. The report is looked at on paper.

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

test("the strategist holds the meeting and adopts the picture", async () => {
  const malin = await enter(await openContext(browser, demo, { view: views[2] }), "malin");
  const { page } = malin;
  await malin.click("nav.side a[href='/lagesbild']");
  await looked(page, views[2], "lagesbild");
  await malin.click("a.btn[href$='slag=situation']");
  await looked(page, views[2], "lagesbild-mote-nytt");
  await malin.fill("#inventory", "Ring 070-174 06 05 om rutorna i Asarum");
  await malin.fill("#priorities", "Resecentrum kommer först.");
  await page.fill("#antal-police", "2");
  await page.fill("#antal-strategist", "1");
  await malin.click("form[action='/lagesbild/mote'] button.btn");
  assert.match(await page.textContent("#errors"), /personuppgifter/);
  assert.equal(await page.inputValue("#priorities"), "Resecentrum kommer först.", "nothing is lost");
  await looked(page, views[2], "lagesbild-mote-personuppgift");
  await malin.fill("#inventory", "Tre krossade rutor i Asarum");
  await malin.click("form[action='/lagesbild/mote'] button.btn");
  await page.waitForURL(/mote\/[0-9a-f]{32}$/);
  await looked(page, views[2], "lagesbild-mote");
  await page.goto("/lagesbild");
  await malin.click("form[action='/lagesbild/version'] button");
  await page.waitForURL(/version\/[0-9a-f]{32}$/);
  const version = page.url();
  await malin.click("a.btn[href$='/andra']");
  await looked(page, views[2], "lagesbild-texter");
  await malin.fill("#analysis", "Platserna är få och kända. Vuxna på plats gör skillnad.");
  await malin.click("form[action$='/andra'] button.btn");
  await malin.click("a.btn[href$='/problem']");
  await looked(page, views[2], "lagesbild-problem");
  await malin.fill("#about", "Skräp och eldning vid badet");
  await malin.choose("input[name=priority][value=watched]");
  await malin.click("form[action$='/problem'] button.btn");
  await page.waitForURL(version);
  await page.selectOption("#at", { index: 1 });
  await looked(page, views[2], "lagesbild-utkast");
  await malin.click("form[action$='/antagande'] button.btn");
  await page.waitForURL(version);
  assert.match(await page.textContent("main"), /antagen/);
  assert.equal(await page.locator("form[action$='/antagande']").count(), 0, "it stands");
  await looked(page, views[2], "lagesbild-antagen");
  await page.emulateMedia({ media: "print" });
  await screenshot(page, "papper/lagesbild");
});

for (const view of [views[0], views[3]]) {
  test(`the pages of the picture, ${view.name}`, async () => {
    const petra = await enter(await openContext(browser, demo, { view }), "petra");
    const { page } = petra;
    for (const [path, name] of [
      ["/lagesbild", "lagesbild"],
      ["/lagesbild/plan", "lagesbild-plan"],
      ["/lagesbild/matningar", "lagesbild-matningar"],
      ["/lagesbild/rapport", "lagesbild-rapport"],
      ["/lagesbild/mote/nytt?slag=group", "lagesbild-grupp"],
    ]) {
      await page.goto(path);
      await looked(page, view, name);
    }
  });
}

test("the report to the board on paper", async () => {
  const malin = await enter(await openContext(browser, demo, { view: views[2] }), "malin");
  await malin.page.goto("/lagesbild/rapport");
  await malin.page.emulateMedia({ media: "print" });
  await screenshot(malin.page, "papper/rapport-kommunstyrelsen");
});
