// What people do in the browser, one function for each step. Counts what they touch: the product promises how
// few fields and clicks a job takes.

/** A person at the demo's sign-in page, inside after one press of their button. */
export async function enter(context, who, unit = "Mottagningen") {
  const page = await context.newPage();
  await page.goto("/logga-in");
  await page.click(`button[name=who][value=${who}]`);
  if (new URL(page.url()).pathname === "/roll") await page.locator("button[name=duty]", { hasText: unit }).click();
  await page.waitForURL("**/att-gora");
  return new Person(page);
}

export class Person {
  fields = 0;
  clicks = 0;

  constructor(page) {
    this.page = page;
  }

  async click(selector) {
    this.clicks += 1;
    await this.page.click(selector);
    await this.page.waitForLoadState();
  }

  async fill(selector, text) {
    this.fields += 1;
    await this.page.fill(selector, text);
  }

  async choose(selector) {
    this.fields += 1;
    await this.page.check(selector);
  }

  async select(selector, value) {
    this.fields += 1;
    await this.page.selectOption(selector, value);
  }

  /** Flags a concern, from home to the receipt. `seen` is called on each page. */
  async flags(child, seen = async () => {}) {
    await this.click("a.hero-action[href='/oro/ny']");
    await seen("oro-ny");
    await this.choose("input[name=harm]");
    await this.fill("#name", child.name);
    await this.fill("#number", child.number);
    await this.fill("#observed", child.observed);
    await this.choose(`input[name=guardians][value=${child.guardians}]`);
    await this.click("form[action='/oro/granska'] button.btn");
    await seen("oro-granska");
    await this.click("form[action='/oro'] button.btn:not(.plain)");
    await this.page.waitForURL("**/kvitto*");
    await seen("oro-kvitto");
    return (await this.page.textContent(".quote b")).trim();
  }

  /** Opens the received concern of that number, from home. */
  async opens(dnr) {
    await this.click("nav.side a[href='/inkomna']");
    await this.click(`.todo li:has-text("${dnr}") strong a`);
  }

  /** Assesses, decides and offers, each with its own reasons. */
  async assesses(seen = async () => {}) {
    await this.choose("input[name=protection][value=not_needed]");
    await this.fill("#protection_reasons", "Bor hos sin mormor och har kontakt med skolan varje dag.");
    await this.choose("input[name=opening][value=open]");
    await this.fill("#opening_reasons", "Frånvaron och påverkan behöver utredas.");
    await this.click("main form:has(input[name=protection]) button.btn");
    await seen("oro-beslutad");
  }

  /** Offers an intervention from its template: what has to be said, and nothing else. */
  async offers(seen = async () => {}) {
    await this.click("aside a[href$='slag=talks']");
    await seen("insats-ny");
    await this.fill("#goal", "I skolan fyra dagar av fem, fram till jul.");
    await this.choose("input[name=agreed_by][value=guardians]");
    await this.choose("input[name=agreed_how][value=meeting]");
    await this.click("form[action$='/insats'] button.btn");
    await this.page.waitForURL("**/insatser/*");
    await seen("insats-planerad");
  }

  /** Starts the offered intervention, follows it up and ends it. */
  async follows(seen = async () => {}) {
    await this.click("button[name=step][value=start]");
    await seen("insats-pagar");
    await this.click("form[action$='/uppfoljning'] button.btn");
    await seen("insats-uppfoljning-fel");
    await this.choose("input[name=went][value=partly]");
    await this.fill("#text", "Tre dagar av fem. Han vill fortsätta, och mamman är med nästa gång.");
    await this.click("form[action$='/uppfoljning'] button.btn");
    await seen("insats-uppfoljd");
    await this.choose("input[name=step][value=reached]");
    await this.click("form:has(input[name=step]) button.btn");
    await seen("insats-avslutad");
  }
}
