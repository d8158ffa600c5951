// The citizen promise in a real browser: a field worker plans an evening and tells it on a phone, the strategist sees
// what is behind and publishes, a citizen reads on a phone, without a script, and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

let browser, demo;
before(async () => { [browser, demo] = await Promise.all([startBrowser(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

const phone = views[0];
/** A page may weigh so much, in bytes. */
const most = 60_000;

async function looked(page, view, name) {
  assert.ok(await fits(page), `${name} scrolls sideways at ${view.name}`);
  assert.doesNotMatch(await page.content(), /[>\s]\[[a-z0-9_-]+\]/, `${name} lacks a text`);
  assert.deepEqual(await axe(page), [], `${name} at ${view.name}`);
  await screenshot(page, `${view.name}/${name}`);
}

/** The day so many days from today, as the form has it. */
async function shifted(page, days) {
  const day = new Date(`${await page.inputValue("#day")}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

test("a field worker plans an evening and tells it, on a phone", async () => {
  const isak = await enter(await openContext(browser, demo, { view: phone }), "isak");
  const { page } = isak;
  await isak.click("nav.side a[href='/ikvall']");
  await looked(page, phone, "ikvall");
  // Tonight's own plan stands first, ready for the one tap; before it has ended it is refused at its field.
  const tells = page.locator("form[action='/ikvall/berattat']");
  const waiting = await tells.count();
  assert.ok(waiting >= 1, "the story has a plan of the field group's for tonight");
  // A second evening on a date that is taken is refused, and what was written is still there.
  await page.fill("#from", "20:30");
  await page.locator("input[name=area]").first().check();
  await isak.click("form[action='/ikvall'] button.btn");
  assert.match(await page.textContent("#errors"), /redan en kväll det datumet/);
  assert.equal(await page.inputValue("#from"), "20:30");
  await looked(page, phone, "ikvall-dubblett");
  // Someday last week the group was not out: plan it afterwards, and say so with one tap.
  for (let back = 1; back < 7; back += 1) {
    await page.goto("/ikvall");
    await page.fill("#day", await shifted(page, -back));
    await page.locator("input[name=area]").first().check();
    isak.fields = 2;
    isak.clicks = 0;
    await isak.click("form[action='/ikvall'] button.btn");
    if (!(await page.locator("#errors").count())) break;
  }
  assert.equal(await tells.count(), waiting + 1);
  const first = tells.first();
  await first.locator("input[name=adults]").fill("2");
  await first.locator("input[name=contacts]").fill("9");
  await first.locator("button.btn").click();
  await page.waitForLoadState();
  assert.equal(await page.locator("#errors").count(), 0);
  assert.match(await page.textContent("main"), /2 vuxna, 9 unga/);
  assert.ok(isak.fields + isak.clicks <= 4, "a plan takes twenty seconds");
});

test("the strategist sees what is behind and publishes; the citizen sees it then and not before", async () => {
  const malin = await enter(await openContext(browser, demo, { view: views[3] }), "malin");
  const citizen = await (await openContext(browser, demo, { view: phone, scripts: false })).newPage();
  await citizen.goto("/medborgarlofte");
  const before = await citizen.content();
  await malin.click("nav.side a[href='/lofte']");
  await looked(malin.page, views[3], "lofte");
  assert.match(await malin.page.textContent("main"), /Nattvandringar/);
  await malin.page.goto("/lofte/underlag");
  await looked(malin.page, views[3], "lofte-underlag");
  await malin.page.goto("/lofte/ny");
  await looked(malin.page, views[3], "lofte-ny");
  await malin.page.goto("/lofte/ny?slag=citizen_dialogue");
  await malin.choose("input[name=part][value=arranged]");
  await malin.fill("#venue", "Asarums bibliotek");
  await malin.fill("#themes", "Ring Kalle på 070-174 06 05");
  await malin.click("form[action='/lofte/ny'] button.btn");
  assert.match(await malin.page.textContent("#errors"), /personuppgifter/);
  await looked(malin.page, views[3], "lofte-ny-personuppgift");
  await malin.fill("#themes", "Belysning längs gångvägen");
  await malin.click("form[action='/lofte/ny'] button.btn");
  await malin.page.waitForURL("**/lofte");
  await citizen.reload();
  assert.equal(await citizen.content(), before, "nothing is public before it is published");
  await malin.click("a.btn[href^='/lofte/publicera']");
  await looked(malin.page, views[3], "lofte-publicera");
  await malin.click("form[action='/lofte/publicera'] button.btn");
  await citizen.reload();
  assert.match(await citizen.textContent("main"), /Belysning längs gångvägen/);
  assert.deepEqual(await citizen.context().cookies(), [], "the public page keeps nothing in the browser");
  // What was published is told in the channels: the text to copy is there in both languages, and each is noted once.
  await looked(malin.page, views[3], "lofte-kanaler");
  const shared = await malin.page.inputValue("#share-sv");
  assert.match(shared, /Nattvandringar: \d+ av \d+ tillfällen/);
  assert.match(shared, /http.*\/medborgarlofte\/karlshamn/);
  await malin.click("button[name=channel][value=municipal_site]");
  assert.match(await malin.page.textContent("#channels"), /Återkopplad/);
  assert.equal(await malin.page.locator("button[name=channel][value=municipal_site]").count(), 0);
  // What she wrote down wrongly she puts right; the list has all of the period.
  await malin.page.goto("/lofte/gjort?slag=citizen_dialogue");
  await looked(malin.page, views[3], "lofte-gjort");
  await malin.click("li:has-text('Asarums bibliotek') a");
  await malin.fill("#venue", "Asarums folkets hus");
  await looked(malin.page, views[3], "lofte-ratta");
  await malin.click("form[action='/lofte/ratta'] button.btn:not(.plain)");
  assert.match(await malin.page.textContent("main"), /Belysning längs gångvägen \(Asarums folkets hus\)/);
  await malin.page.goto("/lofte/overenskommelser");
  await looked(malin.page, views[3], "lofte-overenskommelser");
});

for (const view of [views[0], views[3]]) {
  test(`the block for other sites, ${view.name}`, async () => {
    const page = await (await openContext(browser, demo, { view })).newPage();
    await page.goto("/medborgarlofte");
    await page.goto(await page.getAttribute("a[href$='/badda-in']", "href"));
    await looked(page, view, "badda-in");
    const code = await page.inputValue("#code-sv");
    assert.match(code, /^<iframe src="http[^"]+\/inbaddning\?sprak=sv" title="[^"]+"/);
    for (const language of ["sv", "en"]) {
      const answer = await page.goto(`${new URL(code.split('"')[1]).pathname}?sprak=${language}`);
      assert.equal(answer.headers()["x-frame-options"], undefined);
      assert.equal(await page.getAttribute("html", "lang"), language);
      await looked(page, view, `inbaddning-${language}`);
    }
    assert.deepEqual(await page.context().cookies(), []);
  });
}

for (const view of [views[0], views[3]]) {
  for (const [path, name] of [["/medborgarlofte", "sv"], ["/medborgarlofte?sprak=en", "en"]]) {
    test(`the public page, ${name}, ${view.name}`, async () => {
      const page = await (await openContext(browser, demo, { view })).newPage();
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200);
      const size = (await answer.body()).length;
      assert.ok(size < most, `${size} bytes`);
      assert.equal(await page.locator("script").count(), 0);
      await looked(page, view, `medborgarlofte-${name}`);
      // Every sentence can be pointed at.
      const anchors = await page.locator("[id^='s-']").count();
      assert.ok(anchors >= 20, `${anchors} sentences`);
    });
  }
}

test("on paper the promise takes two pages of A4", async () => {
  const page = await (await openContext(browser, demo, { view: views[2] })).newPage();
  for (const [path, name] of [["/medborgarlofte", "sv"], ["/medborgarlofte?sprak=en", "en"]]) {
    await page.goto(path);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
    assert.ok(pages >= 1 && pages <= 2, `${name}: ${pages} pages`);
    await page.emulateMedia({ media: "print" });
    await screenshot(page, `papper/medborgarlofte-${name}`);
    await page.emulateMedia({ media: null });
  }
});
