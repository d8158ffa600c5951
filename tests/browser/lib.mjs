// The program and a browser for the journeys: starts both, stops both, looks at a page the way axe does.
// It knows nothing of what the pages say; that stands in the journeys.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "../..");

/** Screenshots go here; the folder is not kept in git. */
export const output = join(repository, "tests/output");

const program = process.env.FYRKLOVER_BIN
  ?? join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "debug/fyrklover");

/** Starts the demo on a free port in a folder of its own. `await demo.stop()` ends it and removes the folder. */
export async function startDemo({ args = [], patience = 60_000 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "fyrklover-"));
  const child = spawn(program, ["demo", "--port", "0", "--folder", folder, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A journey that fails before it stops the program must neither hang the runner nor leave the program behind.
  for (const held of [child, child.stdout, child.stderr]) held.unref();
  process.once("exit", () => child.kill("SIGKILL"));
  const gone = new Promise((done) => child.once("exit", done).once("error", done));
  let said = "";
  child.stderr.on("data", (chunk) => { said = (said + chunk).slice(-4000); });
  const stop = async () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(kill);
    }
    await rm(folder, { recursive: true, force: true });
  };

  const address = new Promise((found) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const match = /^Fyrklöver demo: (http:\/\/\S+?)\/?$/.exec(line.trim());
      if (match) found(match[1]);
    });
  });
  const url = await soonest(patience, address, gone);
  if (!url || !(await answers(url, patience))) {
    await stop();
    throw new Error(`${program} did not start as a demo. It said:\n${said}`);
  }
  return { url, folder, stop };
}

/** Starts Debian's Chromium with a fresh profile, quiet towards the network. */
export async function startBrowser() {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** What each page is looked at in: two widths, two colour schemes. */
export const views = [320, 1280].flatMap((width) =>
  ["light", "dark"].map((scheme) => ({ name: `${width}-${scheme}`, width, scheme })));

/**
 * A context is one person's browser: own cookies, one view, scripts on or off.
 * Whatever asks for another host than `demo` is stopped, and said in `context.strangers`.
 */
export async function openContext(browser, demo, { view = views[2], scripts = true } = {}) {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: { width: view.width, height: 800 },
    colorScheme: view.scheme,
    reducedMotion: "reduce",
    javaScriptEnabled: scripts,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
  });
  context.setDefaultTimeout(10_000);
  context.strangers = [];
  await context.route((url) => url.origin !== demo.url, (route) => {
    context.strangers.push(route.request().url());
    return route.abort();
  });
  return context;
}

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * The violations of WCAG 2.2 AA on the page, as lines to print; empty is good. Needs scripts on.
 * axe is evaluated through the debugging protocol, which a content security policy does not stop.
 */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    wcag,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
}

/** Whether the page can be read at this width without scrolling sideways (WCAG 1.4.10). */
export async function fits(page) {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

/** A picture of the whole page, or of what is seen of it, in tests/output/. */
export async function screenshot(page, name, { fullPage = true } = {}) {
  await mkdir(output, { recursive: true });
  const path = join(output, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: "disabled" });
  return path;
}

function findChromium() {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const found = folders.map((folder) => join(folder, "chromium")).find((path) => existsSync(path));
  if (!found) throw new Error("no chromium: install Debian's package of that name");
  return found;
}

async function answers(url, patience) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    try {
      await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(2000) });
      return true;
    } catch {
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  return false;
}

/** The address, or nothing when the program ended or time ran out first. */
async function soonest(patience, address, gone) {
  let timer;
  const late = new Promise((done) => { timer = setTimeout(done, patience); });
  try {
    return await Promise.race([address, gone.then(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
