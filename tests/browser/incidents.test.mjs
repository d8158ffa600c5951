// Incidents in a real browser: a counsellor reports one on a phone in under a minute, what looks like personal data is
// pointed out while it is typed and stopped when it is sent, and the strategist sees list and trends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

let browser, demo;
before(async () => { [browser, demo] = await Promise.all([startBrowser(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

const phone = views[0];

async function looked(page, view, name) {
  assert.ok(await fits(page), `${name} scrolls sideways at ${view.name}`);
  assert.doesNotMatch(await page.content(), /[>\s]\[[a-z0-9_-]+\]/, `${name} lacks a text`);
  assert.deepEqual(await axe(page), [], `${name} at ${view.name}`);
  await screenshot(page, `${view.name}/${name}`);
}

async function filled(person) {
  await person.select("#category", "theft");
  await person.select("#stolen", "car_parts");
  await person.page.locator("input[name=area]").first().check();
  await person.select("#place", "car_park");
  await person.choose("input[name=influence][value=no]");
  await person.select("#consequence", "loss");
  await person.select("#owner", "private");
  await person.choose("input[name=police_report][value=yes]");
}

test("an incident is reported on a phone, without anybody in it", async () => {
  const karin = await enter(await openContext(browser, demo, { view: phone }), "karin");
  const { page } = karin;
  await karin.click("nav.side a[href='/handelser']");
  await looked(page, phone, "handelser-egna");
  await karin.click("a.btn[href='/handelser/ny']");
  assert.equal(await page.locator("#stolen").isVisible(), false, "what was stolen is asked of a theft alone");
  await looked(page, phone, "handelse-ny");
  await filled(karin);
  assert.equal(await page.locator("#stolen").isVisible(), true);
  // Pointed out while it is typed …
  for (const [text, kind] of [
    ["Ring 070-174 06 05", "telefonnummer"], ["19900101-0017", "personnummer"], ["bilen ABC 123", "registreringsnummer"],
    ["på Kungsgatan 14", "adress"], ["a@example.org", "e-postadress"],
  ]) {
    await page.fill("#narrative", text);
    assert.match(await page.locator("#narrative-s").innerText(), new RegExp(kind), text);
  }
  await page.fill("#narrative", "Fyra bilar på samma parkering.");
  assert.equal(await page.locator("#narrative-s").isVisible(), false);
  // … and stopped when it is sent all the same.
  await page.fill("#narrative", "Fråga Kalle på 070-174 06 05");
  await karin.click("form.report button.btn");
  assert.match(await page.textContent("#errors"), /telefonnummer/);
  assert.equal(await page.inputValue("#narrative"), "Fråga Kalle på 070-174 06 05");
  assert.equal(await page.inputValue("#stolen"), "car_parts");
  await looked(page, phone, "handelse-personuppgift");
  await page.fill("#narrative", "Fyra bilar på samma parkering.");
  await karin.click("form.report button.btn");
  await page.waitForURL("**/handelser?nytt=ja");
  assert.match(await page.textContent("main"), /Fyra bilar på samma parkering/);
  assert.ok(karin.fields <= 8, `${karin.fields} fields`);
  await looked(page, phone, "handelser-tack");
});

test("an incident can be reported without scripts", async () => {
  const isak = await enter(await openContext(browser, demo, { view: views[2], scripts: false }), "isak");
  await isak.page.goto("/handelser/ny");
  await filled(isak);
  await isak.click("form.report button.btn");
  await isak.page.waitForURL("**/handelser?nytt=ja");
});

for (const view of [views[0], views[3]]) {
  test(`the strategist sees what was reported and its trends, ${view.name}`, async () => {
    const malin = await enter(await openContext(browser, demo, { view }), "malin");
    const { page } = malin;
    await malin.click("nav.side a[href='/handelser']");
    await looked(page, view, "handelser");
    await page.goto("/handelser/iakttagelse");
    await looked(page, view, "iakttagelse-ny");
    await page.goto("/handelser/trender");
    await looked(page, view, "trender");
    await page.selectOption("#amne", "municipal_vandalism");
    await malin.click("form.filters button.btn");
    await page.locator("details.more > summary").first().click();
    const rows = await page.locator("table.figures").first().locator("tbody tr").count();
    assert.ok(rows >= 36, `${rows} months`);
    await looked(page, view, "trender-skadegorelse");
    const cookie = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
    const answer = await fetch(`${demo.url}/handelser/trender.csv?amne=municipal_vandalism&steg=month`, { headers: { cookie } });
    const file = await answer.text();
    assert.equal(file.trim().split("\r\n").length, rows + 1, "the file has the same months");
    await page.goto("/handelser/trender?amne=fireworks&steg=week");
    await looked(page, view, "trender-fyrverkerier");
    await page.emulateMedia({ media: "print" });
    await screenshot(page, `papper/trender-${view.name}`);
  });
}
