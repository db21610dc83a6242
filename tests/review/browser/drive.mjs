// A real Chromium that does what it is told: one JSON array a line on standard input, one answer each.
// ["new", NAME]  ["go", NAME, URL]  ["fill", NAME, LABEL, TEXT]  ["click", NAME, BUTTON]
// Answers {status, url, text}: of the last page, or {error}. For tests/system/chain_test.py.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const pages = new Map();
const statuses = new Map();

// Visitors share nothing; folded parts of a page are text too.
async function visitor(name) {
  const page = await (await browser.newContext({ locale: 'ru-RU', javaScriptEnabled: false })).newPage();
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) statuses.set(name, answer.status());
  });
  pages.set(name, page);
}

const commands = {
  new: (name) => visitor(name),
  go: (name, url) => pages.get(name).goto(url),
  fill: (name, label, text) => pages.get(name).getByLabel(label, { exact: true }).fill(text),
  click: async (name, button) => {
    await pages.get(name).getByRole('button', { name: button, exact: true }).click();
    await pages.get(name).waitForLoadState();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, name, ...rest] = JSON.parse(line);
  let said;
  try {
    await commands[command](name, ...rest);
    const page = pages.get(name);
    said = { status: statuses.get(name) ?? 0, url: page.url(), text: (await page.locator('body').textContent()).replace(/\s+/g, ' ') };
  } catch (error) {
    said = { error: String(error) };
  }
  console.log(JSON.stringify(said));
}
await browser.close();
