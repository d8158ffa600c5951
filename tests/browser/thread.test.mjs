// The thread in a real browser: a counsellor flags a concern, a social worker receives it, decides and offers an
// intervention, an auditor finds who read it. In two widths and two schemes, with axe on each page; and once more
// without a single script.

import assert from "node:assert/strict";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe, fits, openContext, screenshot, startBrowser, startDemo, views } from "./lib.mjs";
import { enter } from "./people.mjs";

const ELIAS = {
  name: "Elias",
  number: "20120126-2399",
  observed: "Elias kom till mitt rum i dag och kunde inte stå stadigt. Han luktade sprit och ville inte ringa hem.",
  guardians: "no",
};

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

/** Looks at a page the way axe does, and takes its picture. */
function looker(page, view) {
  return async (name) => {
    assert.deepEqual(await axe(page), [], `${name} at ${view.name}`);
    assert.ok(await fits(page), `${name} scrolls sideways at ${view.name}`);
    assert.doesNotMatch(await page.content(), />\[[a-z0-9-]+\]/, `${name} lacks a text`);
    await screenshot(page, `${view.name}/${name}`);
  };
}

for (const view of views) {
  test(`the thread, ${view.name}`, async () => {
    const demo = await startDemo();
    try {
      await walk(demo, view);
    } finally {
      await demo.stop();
    }
  });
}

async function walk(demo, view) {
  const context = await openContext(browser, demo, { view });
  const entrance = await context.newPage();
  await entrance.goto("/");
  await looker(entrance, view)("logga-in");

  const karin = await enter(context, "karin");
  const atKarin = looker(karin.page, view);
  await atKarin("att-gora-kurator");
  const dnr = await karin.flags(ELIAS, atKarin);
  await karin.page.goto("/oro");
  await atKarin("mina-anmalningar");
  await karin.click(".todo li:first-child a");
  await atKarin("egen-anmalan");
  await karin.page.goto("/min-logg");
  await atKarin("min-logg");
  await karin.page.goto("/oro/ny");
  await karin.page.fill("#number", "20120126-2390");
  await karin.page.click("form[action='/oro/granska'] button.btn");
  assert.equal(await karin.page.inputValue("#number"), "20120126-2390", "what was typed comes back");
  await atKarin("oro-ny-fel");

  const sara = await enter(await openContext(browser, demo, { view }), "sara");
  const atSara = looker(sara.page, view);
  await atSara("att-gora-socialsekreterare");
  await sara.page.goto("/roll");
  await atSara("byt-roll");
  await sara.page.goto("/inkomna");
  await atSara("inkomna");
  await sara.opens(dnr);
  await sara.page.click("details.why summary");
  await atSara("inkommen");
  await sara.page.click("main form:has(input[name=protection]) button.btn");
  await atSara("inkommen-fel");
  await sara.assesses(atSara);
  await sara.offers(atSara);
  await sara.follows(atSara);
  await sara.page.goto("/insatser");
  await atSara("insatser");

  const margit = await enter(await openContext(browser, demo, { view }), "margit");
  const atMargit = looker(margit.page, view);
  await margit.page.goto("/loggkontroll");
  await atMargit("loggkontroll");
  assert.doesNotMatch(await margit.page.content(), /Elias/, "the log names nobody that it is about");
  assert.equal(await margit.page.locator(".seal.broken").count(), 0);
  for (const page of ["alla", "rapport"]) {
    await margit.page.goto(`/loggkontroll/${page}`);
    await atMargit(`loggkontroll-${page}`);
  }
  await margit.page.goto("/loggkontroll/kontroll");
  await atMargit("kontroll-av-loggen");

  const jonas = await enter(await openContext(browser, demo, { view }), "jonas");
  const atJonas = looker(jonas.page, view);
  await atJonas("att-gora-polis");
  const refused = await jonas.page.goto("/inkomna");
  assert.equal(refused.status(), 403);
  await atJonas("nekad");
  const hidden = await jonas.page.goto(new URL(sara.page.url()).pathname + "/00000000000040008000000000000000");
  assert.equal(hidden.status(), 404);
  await atJonas("finns-inte");
  await jonas.page.goto("/logga-in");
  await jonas.page.click("form.lang button");
  await looker(jonas.page, view)("sign-in-english");
  assert.equal(await jonas.page.getAttribute("html", "lang"), "en");
  assert.deepEqual(context.strangers, [], "nothing asks for another host");
}

test("a concern takes at most five fields and four clicks from home to receipt", async () => {
  const demo = await startDemo();
  try {
    const karin = await enter(await openContext(browser, demo), "karin");
    await karin.flags(ELIAS);
    assert.ok(karin.fields <= 5, `${karin.fields} fields`);
    assert.ok(karin.clicks <= 4, `${karin.clicks} clicks`);
  } finally {
    await demo.stop();
  }
});

test("an intervention takes at most seven fields and eight clicks from home to offered", async () => {
  const demo = await startDemo();
  try {
    const karin = await enter(await openContext(browser, demo), "karin");
    const dnr = await karin.flags(ELIAS);
    const sara = await enter(await openContext(browser, demo), "sara");
    await sara.opens(dnr);
    await sara.assesses();
    await sara.offers();
    assert.ok(sara.fields <= 7, `${sara.fields} fields`);
    assert.ok(sara.clicks <= 8, `${sara.clicks} clicks`);
    assert.ok((await sara.page.textContent("main")).includes("I skolan fyra dagar av fem"), "and it stands there");
  } finally {
    await demo.stop();
  }
});

test("the thread without scripts", async () => {
  const demo = await startDemo();
  try {
    const context = () => openContext(browser, demo, { scripts: false });
    const karin = await enter(await context(), "karin");
    const dnr = await karin.flags(ELIAS);
    const sara = await enter(await context(), "sara");
    await sara.opens(dnr);
    await sara.assesses();
    await sara.offers();
    await sara.follows();
    const margit = await enter(await context(), "margit");
    await margit.page.goto("/loggkontroll/alla");
    assert.equal(await margit.page.locator(".seal.broken").count(), 0);
    assert.ok(await margit.page.locator("table.log tbody tr").count() > 5);
  } finally {
    await demo.stop();
  }
});

/** Pictures of README and handbook: name, whose page, where. */
const PICTURES = [
  ["handbok-ny-oro", "karin", "/oro/ny"],
  ["handbok-loggkontroll", "margit", "/loggkontroll"],
  ["handbok-uppsokande-mote", "jonas", "/mote/nytt"],
  ["handbok-enheten", "lena", "/enheten"],
  ["handbok-onskemal", "petra", "/att-gora"],
  ["handbok-uppgift", "amira", "/att-gora"],
  ["handbok-personer", "eva", "/personer"],
  ["handbok-att-gora", "sara", "/att-gora"],
];

/** Keeps a picture for the documents, when that is asked for. */
async function keep(picture, name) {
  if (!process.env.FYRKLOVER_WRITE_PICTURES) return;
  const target = join(dirname(fileURLToPath(import.meta.url)), "../../docs/pictures");
  await mkdir(target, { recursive: true });
  await copyFile(picture, join(target, `${name}.png`));
}

test("the pictures of the manual show the running demo", async () => {
  const demo = await startDemo();
  try {
    const context = await openContext(browser, demo);
    const sara = await enter(context, "sara");
    await sara.click("nav.side a[href='/inkomna']");
    await sara.click(".todo li:has-text('Elias') strong a");
    const picture = await screenshot(sara.page, "received");
    await keep(picture, "received");
    for (const [name, who, path] of PICTURES) {
      const person = await enter(await openContext(browser, demo), who);
      await person.page.goto(path);
      // The top of the page says what it is; a long list would only be long.
      await person.page.setViewportSize({ width: 1280, height: 1100 });
      await keep(await screenshot(person.page, name, { fullPage: false }), name);
    }
    for (const [name, path] of [["paper-concern", sara.page.url()], ["paper-queue", "/inkomna"]]) {
      await sara.page.goto(path);
      await sara.page.emulateMedia({ media: "print" });
      await screenshot(sara.page, name);
      await sara.page.emulateMedia({ media: "screen" });
    }
  } finally {
    await demo.stop();
  }
});
