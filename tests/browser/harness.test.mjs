// The harness itself: does it see a bad page, past our strictest content security policy, and is it quiet
// on a good one? Without this, an axe that never ran would look like pages without faults.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { axe, fits, openContext, screenshot, startBrowser, views } from "./lib.mjs";

const page = (body) => `<!doctype html><html lang="sv"><meta name="viewport" content="width=device-width">
  <title>Prov</title><main><h1>Prov åäö</h1>${body}</main></html>`;
const pages = {
  "/good": page("<p>Inget fel här.</p>"),
  "/bad": page('<img src="/x"><input><p id="wide">' + "å".repeat(400) + "</p>"),
  "/stranger": page('<img alt="" src="http://127.0.0.2:9/x.png">'),
};
let server, site, browser;

before(async () => {
  server = createServer((request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": request.url === "/stranger" ? "default-src *" : "default-src 'none'",
    });
    response.end(pages[request.url] ?? "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  site = { url: `http://127.0.0.1:${server.address().port}` };
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

test("axe finds nothing on a good page, in every view", async () => {
  for (const view of views) {
    const context = await openContext(browser, site, { view });
    const tab = await context.newPage();
    await tab.goto("/good");
    assert.deepEqual(await axe(tab), []);
    assert.ok(await fits(tab));
    await screenshot(tab, `harness-${view.name}`);
    await context.close();
  }
});

test("axe sees an image without a text and a field without a label, though the policy forbids scripts", async () => {
  const context = await openContext(browser, site, { view: views[0] });
  const tab = await context.newPage();
  await tab.goto("/bad");
  const found = (await axe(tab)).join("\n");
  assert.match(found, /^image-alt: /m);
  assert.match(found, /^label: /m);
  assert.equal(await fits(tab), false);
  await context.close();
});

test("without scripts a page still opens", async () => {
  const context = await openContext(browser, site, { scripts: false });
  const tab = await context.newPage();
  await tab.goto("/good");
  assert.equal(await tab.locator("h1").textContent(), "Prov åäö");
  await context.close();
});

test("a request to a stranger is stopped and noticed", async () => {
  const context = await openContext(browser, site);
  const tab = await context.newPage();
  await tab.goto("/stranger");
  assert.deepEqual(context.strangers, ["http://127.0.0.2:9/x.png"]);
  await context.close();
});
