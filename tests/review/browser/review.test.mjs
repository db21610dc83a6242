// The review page in a real Chromium: what people do, and what is refused to those who may not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { password, startPage } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.PISMOVOD_SCREENSHOTS;
const sizes = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 900 } };
let browser;
let server;

before(async () => {
  if (shots) mkdirSync(shots, { recursive: true });
  server = await startPage();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  server?.stop();
});

// A fresh visitor; every complaint of the browser (content security policy, errors) fails the test.
async function visitor(t, options = {}) {
  const context = await browser.newContext({ viewport: sizes.wide, locale: 'ru-RU', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address)) complaints.push('asked outside: ' + request.url());
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

async function signIn(page, name = 'lena') {
  await page.goto(server.address + '/sign-in');
  await page.getByLabel('Имя').fill(name);
  await page.getByLabel('Пароль').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cases');
}

async function refusedCase(page) {
  await page.goto(server.address + '/cases?action=reject&state=open');
  const href = await page.locator('td.subject a').first().getAttribute('href');
  return href.slice('/c/'.length);
}

test('on paper stands what is read, and nothing to press', async (t) => {
  const page = await visitor(t);
  await signIn(page);
  const number = await refusedCase(page);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('table.cases').isVisible());
  assert.equal(await page.locator('input:visible, button:visible, nav:visible').count(), 0);
  await page.goto(`${server.address}/c/${number}`);
  assert.ok(await page.locator('table.checks').first().isVisible());
  assert.equal(await page.locator('input:visible, textarea:visible, button:visible').count(), 0);
  if (shots) await page.screenshot({ path: join(shots, 'case-print.png'), fullPage: true });
});

test('a wrong password is refused, the right one leads on', async (t) => {
  const page = await visitor(t);
  await page.goto(server.address + '/overview?weeks=4');
  assert.match(page.url(), /\/sign-in\?next=/);
  await page.getByLabel('Имя').fill('lena');
  await page.getByLabel('Пароль').fill('not the password');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('alert').getByText('не подходят').waitFor();
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL('**/overview?weeks=4');
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.goto(server.address + '/cases');
  assert.match(page.url(), /\/sign-in/);
});

test('letters are listed, filtered, paged and opened, without JavaScript', async (t) => {
  const page = await visitor(t, { javaScriptEnabled: false });
  await signIn(page);
  assert.equal(await page.locator('tbody tr').count(), 50);
  const first = await page.locator('td.subject a').first().getAttribute('href');
  await page.getByRole('link', { name: 'Старее' }).click();
  assert.notEqual(await page.locator('td.subject a').first().getAttribute('href'), first);
  await page.getByRole('link', { name: 'Новее' }).click();
  assert.equal(await page.locator('td.subject a').first().getAttribute('href'), first);
  await page.getByText('Ещё отбор').click();
  await page.getByLabel('Не хватило').selectOption('client_inn');
  await page.getByLabel('Ящик').selectOption('lic@1c.ru');
  await page.getByRole('button', { name: 'Найти' }).click();
  const lacking = await page.locator('td.lacking').allTextContents();
  assert.ok(lacking.length > 0 && lacking.every((words) => words.includes('ИНН клиента')), String(lacking));
  await page.locator('td.subject a').first().click();
  await page.getByRole('heading', { name: 'Что проверено' }).waitFor();
});

test('the lead marks a false alarm, and it is found again', async (t) => {
  const page = await visitor(t);
  await signIn(page);
  const number = await refusedCase(page);
  await page.goto(`${server.address}/c/${number}`);
  await page.getByLabel('Что проверка должна была увидеть').fill('Номер стоит <b>в подписи</b>');
  await page.getByRole('button', { name: 'Проверка ошиблась' }).click();
  await page.getByText('Номер стоит <b>в подписи</b>').waitFor();
  await page.goto(server.address + '/cases?state=wrong');
  assert.equal(await page.locator(`a[href="/c/${number}"]`).count(), 1);
});

test('a link opens its own case alone, and its button reaches the lead', async (t) => {
  const lead = await visitor(t);
  await signIn(lead);
  const number = await refusedCase(lead);
  const sender = await visitor(t, { viewport: sizes.narrow });
  await sender.goto(server.link(number, 600));
  await sender.getByText('Нужно добавить или исправить').waitFor();
  await sender.getByLabel('Где это в письме').fill('номер в карточке, стр. 2');
  await sender.getByRole('button', { name: 'Проверка ошиблась' }).click();
  await sender.getByRole('status').waitFor();
  await sender.goto(`${server.address}/c/${number}`);
  assert.match(sender.url(), /\/sign-in/);
  await lead.goto(`${server.address}/c/${number}`);
  await lead.locator('.marks').getByText('номер в карточке, стр. 2').waitFor();
});

test('an expired link, another case, a forged one: a plain refusal', async (t) => {
  const page = await visitor(t);
  await signIn(page);
  const number = await refusedCase(page);
  const stranger = await visitor(t);
  assert.equal((await stranger.goto(server.link(number, -1))).status(), 410);
  await stranger.getByText('Срок ссылки вышел').waitFor();
  const another = server.link('AAAAAAA', 600).replace('AAAAAAA', number);
  for (const bad of [another, server.link(number, 600) + 'x', server.address + '/s/']) {
    assert.equal((await stranger.goto(bad)).status(), 403);
    assert.equal(await stranger.locator('.needed').count(), 0);
  }
});

test('a form without its token, or from another site, changes nothing', async (t) => {
  const page = await visitor(t);
  await signIn(page);
  const number = await refusedCase(page);
  await page.goto(`${server.address}/c/${number}`);
  const cookies = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
  const token = await page.locator('input[name=form_token]').first().inputValue();
  const send = (body, headers = {}) => fetch(`${server.address}/c/${number}/mark`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(body), headers: { cookie: cookies, ...headers },
  });
  const marks = () => page.locator('.marks li').count();
  const before = await marks();
  assert.equal((await send({ kind: 'note', text: 'x' })).status, 403);
  assert.equal((await send({ kind: 'note', text: 'x', form_token: token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) })).status, 403);
  assert.equal((await send({ kind: 'note', text: 'x', form_token: token }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  await page.reload();
  assert.equal(await marks(), before);
  assert.equal((await send({ kind: 'note', text: 'x', form_token: token })).status, 303);
  await page.reload();
  assert.equal(await marks(), before + 1);
});

test('cookies are kept from scripts and other sites, answers carry their header fields', async (t) => {
  const page = await visitor(t);
  const answer = await page.goto(server.address + '/sign-in');
  const headers = answer.headers();
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cache-control'], 'no-store');
  await signIn(page);
  for (const cookie of await page.context().cookies()) {
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Lax');
  }
});

test('a link in webmail, of another site, leads the lead to the case and does not sign her out', async (t) => {
  const page = await visitor(t);
  await signIn(page);
  const number = await refusedCase(page);
  const webmail = await page.context().newPage();
  await webmail.goto(`data:text/html,<a href="${server.address}/c/${number}">case</a>`);
  await webmail.getByRole('link', { name: 'case' }).click();
  await webmail.getByRole('heading', { name: 'Что проверено' }).waitFor();
  await page.goto(server.address + '/cases');
  assert.match(page.url(), /\/cases/);
});

test('silent connections do not hold the page', async () => {
  const { port } = new URL(server.address);
  let open = 0;
  const sockets = await Promise.all(Array.from({ length: 16 }, () => new Promise((found) => {
    const socket = connect(Number(port), '127.0.0.1', () => { ++open; found(socket); });
    socket.on('close', () => { --open; });
    socket.on('error', () => {});
  })));
  assert.equal((await fetch(server.address + '/sign-in')).status, 200);
  assert.equal(open, 16, 'it answered while they were still there');
  for (const socket of sockets) socket.destroy();
});

test('the keyboard alone reaches everything', async (t) => {
  const page = await visitor(t);
  await page.goto(server.address + '/sign-in');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Tab');
  await page.keyboard.type('lena');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cases');
  const reached = new Set();
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.tagName) === 'SUMMARY') await page.keyboard.press('Enter');
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim().slice(0, 20)));
  }
  for (const wanted of ['Обзор', 'Выйти', 'text', 'sender', 'since', 'mailbox', 'missing', 'action', 'state', 'Найти']) {
    assert.ok(reached.has(wanted), `${wanted} of ${[...reached]}`);
  }
});

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`no page has a barrier: ${size}, ${colorScheme}`, async (t) => {
      const page = await visitor(t, { viewport, colorScheme });
      const look = async (name) => {
        const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
        const barriers = found.violations.map((v) => `${name}: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`);
        assert.deepEqual(barriers, []);
        const wider = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => !e.closest('.scroll, pre, thead') &&
          e.getBoundingClientRect().right > window.innerWidth).map((e) => e.outerHTML.slice(0, 80)));
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(tooWide <= 0, `${name} is ${tooWide} pixels too wide: ${wider}`);
        if (shots) await page.screenshot({ path: join(shots, `${name}-${size}-${colorScheme}.png`), fullPage: name !== 'cases' });
      };
      await page.goto(server.address + '/sign-in');
      await look('sign-in');
      await signIn(page, 'adam');
      await look('cases');
      const number = await refusedCase(page);
      await page.goto(`${server.address}/c/${number}`);
      if (await page.locator('details').count()) await page.locator('summary').first().click();
      await look('case');
      await page.goto(server.address + '/overview?weeks=52');
      await look('overview');
      await page.goto(server.address + '/cases?text=nosuchword');
      await look('nothing');
      await page.goto(server.link(number, 600));
      await look('sender');
      await page.goto(server.link(number, -1));
      await look('expired');
      await page.getByRole('link', { name: 'English' }).click();
    });
  }
}
