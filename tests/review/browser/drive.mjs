// A real Chromium that does what it is told: one JSON array a line on standard input, one answer each.
// ["new", NAME, OPTIONS]  ["go", NAME, URL]  ["fill", NAME, LABEL, TEXT]  ["click", NAME, BUTTON]  ["open", NAME, SUMMARY]
// ["choose", NAME, LABEL, FILE]  ["press", NAME, KEY]  ["type", NAME, TEXT]  ["look", NAME, PICTURE]
// Answers {status, url, text, focus, complaints}: of the last page, what stood in the console; of "look" with what
// axe-core finds and how much too wide the page is; or {error}. For tests/system.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = new Map();
const complaints = [];
let found = {};
const statuses = new Map();

// Visitors share nothing; folded parts of a page are text too.
async function visitor(name, options = {}) {
  const page = await (await browser.newContext({ locale: 'ru-RU', javaScriptEnabled: false, ...options })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) statuses.set(name, answer.status());
  });
  pages.set(name, page);
}

const commands = {
  new: (name, options) => visitor(name, options),
  go: (name, url) => pages.get(name).goto(url),
  fill: (name, label, text) => pages.get(name).getByLabel(label, { exact: true }).fill(text),
  choose: (name, label, file) => pages.get(name).getByLabel(label, { exact: true }).setInputFiles(file),
  type: (name, text) => pages.get(name).keyboard.type(text),
  press: async (name, key) => {
    const pressed = pages.get(name).keyboard.press(key);
    await (key === 'Enter' ? Promise.all([pages.get(name).waitForNavigation(), pressed]) : pressed);
  },
  look: async (name, picture) => {
    const page = pages.get(name);
    const run = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
    found = { barriers: run.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`) };
    found.tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (picture) await page.screenshot({ path: picture, fullPage: true });
  },
  open: (name, summary) => pages.get(name).locator('summary', { hasText: summary }).click(),
  click: async (name, button) => {
    await pages.get(name).getByRole('button', { name: button, exact: true }).click();
    await pages.get(name).waitForLoadState();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, name, ...rest] = JSON.parse(line);
  let said;
  found = {};
  try {
    await commands[command](name, ...rest);
    const page = pages.get(name);
    said = { status: statuses.get(name) ?? 0, url: page.url(), text: (await page.locator('body').textContent()).replace(/\s+/g, ' ') };
    said.focus = await page.evaluate(() => document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? '').catch(() => '');
    said = { ...said, ...found, complaints };
  } catch (error) {
    said = { error: String(error) };
  }
  console.log(JSON.stringify(said));
}
await browser.close();
