// The page as a process of the test's own, over a journal of made-up letters.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const build = process.env.PISMOVOD_BUILD ?? join(root, 'build/release');

export const password = 'correct horse battery';

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

export async function startPage({ letters = 400, extra = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pismovod-browser-'));
  const config = join(folder, 'pismovod.toml');
  writeFileSync(config, `[journal]\npath = "${folder}/journal.sqlite"\n[review]\nlisten = "127.0.0.1:0"\n` +
    `secret = "${folder}/secret"\nusers = "${folder}/users"\n${extra}`);
  const pismovod = join(build, 'pismovod');
  if (letters > 0) run(join(build, 'tests/bench/journal_fill'), [`${folder}/journal.sqlite`, String(letters)]);
  for (const [name, role] of [['lena', 'lead'], ['adam', 'admin']]) {
    run(pismovod, ['review', 'passwd', name, '--role', role, '--config', config], { input: password + '\n' });
  }
  const page = spawn(pismovod, ['review', '--config', config], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise((found, failed) => {
    page.stdout.once('data', (line) => found(String(line).trim().replace(/\/$/, '')));
    page.once('exit', (status) => failed(new Error(`pismovod review ended with ${status}`)));
  });
  return {
    address,
    stop() {
      page.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
    // As src/journal/case_link.h has it, written a second time: HMAC-SHA512-256 cut to 128 bits.
    link(number, seconds) {
      const what = `${number}-${(Math.floor(Date.now() / 1000) + seconds).toString(36)}`;
      const mac = createHmac('sha512', readFileSync(join(folder, 'secret'))).update(`9:case link${what}`).digest();
      return `${address}/s/${what}-${mac.subarray(0, 16).toString('base64url')}`;
    },
  };
}
