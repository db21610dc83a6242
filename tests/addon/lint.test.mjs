// What reviewers of add-ons look for, found by their own program.

import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

test("addons-linter has nothing to say but that it does not know Thunderbird", () => {
  const folder = mkdtempSync(join(tmpdir(), "pismovod-addon-"));
  try {
    const xpi = join(folder, "pismovod.xpi");
    execFileSync(at("../../packaging/thunderbird/make-xpi"), [xpi]);
    const {stdout} = spawnSync(at("node_modules/.bin/addons-linter"), ["--output", "json", xpi], {encoding: "utf-8"});
    const {errors, notices, warnings} = JSON.parse(stdout);
    assert.deepEqual([errors, notices], [[], []]);
    // Permissions of mail programs.
    assert.deepEqual(warnings.map(({message}) => message.match(/"(.*)"/)[1]), ["compose", "compose.send"]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
