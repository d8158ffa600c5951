// The jobs beside the thread, in a real browser and in two widths: a liaison's meeting on a phone, the task at the
// youth centre, the coordinator's inbox, the head of the unit, the administrator, everybody's own account.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

/** Somebody at work, and a look at the page they stand on. */
async function atWork(demo, who, options = {}) {
  const view = options.view ?? views[2];
  const person = await enter(await openContext(browser, demo, { ...options, view }), who);
  const seen = async (name) => {
    assert.ok(await fits(person.page), `${name} scrolls sideways at ${view.name}`);
    assert.doesNotMatch(await person.page.content(), /[>\s]\[[a-z0-9_-]+\]/, `${name} lacks a text`);
    if (options.scripts !== false) assert.deepEqual(await axe(person.page), [], `${name} at ${view.name}`);
    await screenshot(person.page, `${view.name}/${name}`);
  };
  return { person, page: person.page, seen };
}

/** A demo for one test. */
async function inDemo(walk) {
  const demo = await startDemo();
  try {
    await walk(demo);
  } finally {
    await demo.stop();
  }
}

async function meets({ person, page, seen }) {
  await seen("att-gora-polis");
  await person.click("a.hero-action[href='/mote/nytt']");
  await seen("mote-nytt");
  await person.fill("#name", "Pojke i åttan");
  await person.choose("input[name=place][value=other]");
  await person.choose("input[name=offered][value=leisure]");
  await person.choose("input[name=reply][value=think]");
  await person.choose("input[name=suspicion][value=no]");
  await person.fill("#reason", "Lugn och nykter, på väg hem.");
  await person.click("#save button.btn:not(.stop)");
  await page.waitForURL("**/mote/*");
  await seen("mote-granska");
  await person.click("form[action$='/lamna'] button.btn");
  await page.waitForURL("**/kvitto");
  await seen("mote-kvitto");
  const own = page.url().replace("/kvitto", "");
  assert.equal((await page.goto(own)).status(), 404, "only the receipt opens");
  await page.goto("/mote");
  await seen("moten");
}

for (const view of [views[0], views[2]]) {
  test(`an outreach meeting, ${view.name}`, () => inDemo(async (demo) => {
    const jonas = await atWork(demo, "jonas", { view });
    await meets(jonas);
    assert.ok(jonas.person.fields <= 6, `${jonas.person.fields} fields`);
    assert.ok(jonas.person.clicks <= 4, `${jonas.person.clicks} clicks`);
    const sara = await atWork(demo, "sara", { view });
    await sara.page.goto("/underrattelser");
    await sara.seen("underrattelser");
    await sara.person.click(".todo li:has-text('Pojke i åttan') strong a");
    await sara.seen("underrattelse");
  }));

  test(`handed over between units, ${view.name}`, () => inDemo(async (demo) => {
    const petra = await atWork(demo, "petra", { view });
    await petra.seen("att-gora-koordinator");
    await petra.person.click(".todo li:has-text('Hugo') strong a");
    await petra.seen("onskemal");
    await petra.person.choose("input[name=answer][value=accept]");
    await petra.person.click("form[action$='/svar'] button.btn");
    await petra.seen("onskemal-antaget");
    const amira = await atWork(demo, "amira", { view });
    await amira.seen("att-gora-fritid");
    await amira.person.click(".todo li:has-text('Noor') strong a");
    await amira.seen("uppgift");
    await amira.person.choose("input[name=answer][value=done]");
    await amira.person.click("form[action$='/svar'] button.btn");
    await amira.seen("uppgift-gjord");
    const sara = await atWork(demo, "sara", { view });
    for (const [path, name] of [["/samtycken", "samtycken"], ["/remisser?visa=skickade", "remisser"]]) {
      await sara.page.goto(path);
      await sara.seen(name);
      await sara.person.click(".todo li:first-child strong a");
      await sara.seen(`${name}-en`);
    }
    const karin = await atWork(demo, "karin", { view });
    await karin.page.goto("/remisser/ny");
    await karin.seen("remiss-ny");
  }));

  test(`the head of the unit and the administrator, ${view.name}`, () => inDemo(async (demo) => {
    const lena = await atWork(demo, "lena", { view });
    await lena.seen("att-gora-enhetschef");
    await lena.page.goto("/enheten");
    await lena.seen("enheten");
    const first = lena.page.locator("form[action^='/enheten/']").first();
    await first.locator("select").selectOption({ label: "Sara Nyström" });
    await first.locator("button").click();
    await lena.page.waitForLoadState();
    await lena.page.goto("/enhetens-roller");
    await lena.seen("enhetens-roller");
    await lena.person.choose(".radios label:has-text('Sara Nyström') input");
    await lena.person.click("form[action='/enhetens-roller/fornya'] button.btn:not(.stop)");
    assert.match(await lena.page.textContent(".radios label:has-text('Sara Nyström')"), /20\d\d/, "it has a last day");
    await lena.person.click(".todo li:has-text('Nils Ask') button[value=yes]");
    assert.match(await lena.page.textContent("main"), /Nils Ask, Socialsekreterare/, "two persons made a duty");
    const eva = await atWork(demo, "eva", { view });
    await eva.seen("att-gora-forvaltare");
    for (const path of ["personer", "enheter", "roller"]) {
      await eva.page.goto(`/${path}`);
      await eva.seen(path);
    }
    for (const path of ["/inkomna", "/insatser", "/remisser", "/loggkontroll"]) {
      assert.equal((await eva.page.goto(path)).status(), 403, `the administrator reads nothing at ${path}`);
    }
    await eva.page.goto("/konto");
    await eva.seen("konto");
  }));
}

test("the jobs beside the thread without scripts", () => inDemo(async (demo) => {
  await meets(await atWork(demo, "jonas", { scripts: false }));
  const petra = await atWork(demo, "petra", { scripts: false });
  await petra.person.click(".todo li:has-text('Hugo') strong a");
  await petra.person.choose("input[name=answer][value=decline]");
  await petra.person.select("select[name=reason]", "other_help");
  await petra.person.click("form[action$='/svar'] button.btn");
  assert.match(await petra.page.textContent("main"), /avböj/i);
}));

test("both languages say everything", () => inDemo(async (demo) => {
  const pages = {
    karin: ["/att-gora", "/oro/ny", "/remisser/ny", "/samtycken", "/konto"],
    sara: ["/att-gora", "/inkomna", "/underrattelser", "/insatser"],
    jonas: ["/mote", "/mote/nytt"],
    lena: ["/enheten", "/enhetens-roller"],
    margit: ["/loggkontroll", "/loggkontroll/rapport"],
    eva: ["/personer", "/enheter", "/roller"],
  };
  for (const [who, paths] of Object.entries(pages)) {
    const { page, seen } = await atWork(demo, who, { view: views[3] });
    await page.click("form.lang button");
    for (const path of paths) {
      await page.goto(path);
      assert.equal(await page.getAttribute("html", "lang"), "en");
      await seen(`english${path.replaceAll("/", "-")}-${who}`);
    }
  }
}));
