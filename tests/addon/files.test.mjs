// The add-on's files among themselves: every text in both languages, no rule of the house in it.

import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {test} from "node:test";

const root = new URL("../../addons/thunderbird/", import.meta.url);
const read = (name) => readFileSync(new URL(name, root), "utf-8");
const messages = (language) => JSON.parse(read("_locales/" + language + "/messages.json"));
const sources = ["", "window/"].flatMap((folder) => readdirSync(new URL(folder || ".", root)).filter((name) => name.endsWith(".js")).map((name) => folder + name));

test("both languages have the same texts with the same gaps, and each is used", () => {
  const en = messages("en");
  const ru = messages("ru");
  assert.deepEqual(Object.keys(en), Object.keys(ru));
  const used = sources.map(read).join() + read("manifest.json");
  for (const key of Object.keys(en)) {
    assert.deepEqual(Object.keys(en[key].placeholders ?? {}), Object.keys(ru[key].placeholders ?? {}), key);
    assert.ok(used.includes('"' + key + '"') || used.includes("__MSG_" + key + "__") || new RegExp("\\b" + key + ":").test(used), key + " is not used");
  }
  for (const [, key] of used.matchAll(/\bsay\("(\w+)"/g)) assert.ok(key in en, key);
});

test("nothing of the page is made of HTML, and nothing is loaded from elsewhere", () => {
  for (const name of sources) assert.doesNotMatch(read(name), /innerHTML|insertAdjacentHTML|\beval\b|import\("http/, name);
});

test("it asks for no permission that it does not use", () => {
  const {permissions} = JSON.parse(read("manifest.json"));
  const all = sources.map(read).join();
  const uses = {compose: "messenger.compose.", "compose.send": "compose.sendMessage", notifications: "messenger.notifications", scripting: "messenger.scripting", storage: "messenger.storage"};
  assert.deepEqual([...permissions].sort(), Object.keys(uses).sort());
  for (const permission of permissions) assert.ok(all.includes(uses[permission]) || all.includes(uses[permission].replace("messenger.", "")), permission);
});
