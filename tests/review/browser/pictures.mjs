// The pictures of the documentation, drawn anew: node pictures.mjs FOLDER. Of made-up letters, in a real Chromium.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium } from 'playwright-core';
import { password, startPage } from './server.mjs';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'docs/images'));
const server = await startPage({ letters: 400 });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await (await browser.newContext({ viewport: { width: 1000, height: 760 }, locale: 'ru-RU' })).newPage();

await page.goto(server.address + '/sign-in');
await page.getByLabel('Имя').fill('lena');
await page.getByLabel('Пароль').fill(password);
await page.keyboard.press('Enter');
await page.waitForURL('**/cases');
await page.goto(server.address + '/overview');
await page.screenshot({ path: join(folder, 'review-overview.png') });
await page.goto(server.address + '/cases?action=reject&state=open');
await page.locator('td.subject a').first().click();
await page.screenshot({ path: join(folder, 'review-case.png') });

// The notice of a letter of the acceptance set, as its sender's program shows it.
const letter = join(root, 'tests/letters/acceptance', process.env.PISMOVOD_LETTER ?? 'a-dev-02.eml');
const made = spawnSync(join(process.env.PISMOVOD_BUILD ?? join(root, 'build/release'), 'pismovod'),
  ['notice', 'preview', '--html', '--config', join(root, 'config/pismovod.toml'),
    '--config', join(root, 'tests/letters/acceptance/organization.toml'), letter], { encoding: 'utf8' });
if (made.status === 0 && made.stdout.includes('<html')) {
  const temporary = mkdtempSync(join(tmpdir(), 'pismovod-notice-'));
  writeFileSync(join(temporary, 'notice.html'), made.stdout);
  await page.setViewportSize({ width: 720, height: 600 });
  await page.goto(pathToFileURL(join(temporary, 'notice.html')).href);
  await page.screenshot({ path: join(folder, 'notice.png'), fullPage: true });
  rmSync(temporary, { recursive: true });
} else {
  console.error(`no notice of ${letter}: ${made.stderr}`);
  process.exitCode = 1;
}
await browser.close();
server.stop();
