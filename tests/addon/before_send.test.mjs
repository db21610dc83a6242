// What the Thunderbird add-on does at Send, with a made-up Thunderbird.

import assert from "node:assert/strict";
import {beforeEach, mock, test} from "node:test";
import {json, LETTER, made, MAILBOXES, verdict} from "./messenger.mjs";

made();
const {beforeSend} = await import("../../addons/thunderbird/background.js");
const {givePass} = await import("../../addons/thunderbird/pass.js");
const {questionKey} = await import("../../addons/thunderbird/question.js");
const listener = messenger.compose.onBeforeSend.listeners[0];
const removed = messenger.tabs.onRemoved.listeners[0];

const TAB = {id: 3};
const answers = (check, mailboxes = MAILBOXES) => ({"/v1/mailboxes": mailboxes, "/v1/check": check});
const settled = () => new Promise((resolve) => setImmediate(resolve));
const GOES = {};
const STAYS = {cancel: true};

beforeEach(() => mock.timers.reset());

test("a complete letter goes without a word", async () => {
  const seen = made({answers: answers(verdict(true))});
  assert.deepEqual(await beforeSend(TAB, LETTER), GOES);
  assert.deepEqual([seen.windows, seen.notices], [[], []]);
});

test("an incomplete one stays, and the window says what is missing", async () => {
  const seen = made({answers: answers(verdict(false))});
  assert.deepEqual(await beforeSend(TAB, LETTER), STAYS);
  await settled();
  assert.deepEqual(seen.windows, ["moz-extension://made-up/window/window.html?tab=3"]);
  const kept = await messenger.storage.session.get(questionKey(3));
  assert.equal(kept[questionKey(3)].told.lines[0], "ИНН клиента: __________");
});

test("a letter to nobody of the rules is not sent to the service, which is asked for its mailboxes once", async () => {
  const seen = made({answers: answers(undefined)});
  for (const to of [["anna@example.ru"], ["anna@example.ru"], []]) assert.deepEqual(await beforeSend(TAB, {...LETTER, to}), GOES);
  assert.deepEqual(seen.asked.map(({url}) => url), ["http://127.0.0.1:8897/v1/mailboxes"]);
});

test("hidden recipients, aliases and entries of the address book", async () => {
  for (const [field, stays] of [[{bcc: ["licence@1c.ru"]}, true], [{cc: "lic@1c.ru"}, true], [{cc: [{id: "1", type: "contact"}]}, false]]) {
    made({answers: answers(verdict(false))});
    assert.deepEqual(await beforeSend(TAB, {...LETTER, to: [], ...field}), stays ? STAYS : GOES);
  }
});

test("the form has what the letter has", async () => {
  const file = () => new Blob(["октеты"]);
  const seen = made({answers: answers(verdict(true)), attachments: [{id: 1, name: "Карточка клиента.docx", size: 12, file}], managed: {token: "geheim"}});
  await beforeSend(TAB, {...LETTER, cc: ["b@example.ru"], bcc: ["c@example.ru"]});
  const {options} = seen.asked.at(-1);
  assert.equal(options.headers.Authorization, "Bearer geheim");
  const form = Object.fromEntries(options.body);
  assert.equal(form.file.name, "Карточка клиента.docx");
  assert.equal(await form.file.text(), "октеты");
  delete form.file;
  assert.deepEqual(form, {from: LETTER.from, to: LETTER.to[0], cc: "b@example.ru", bcc: "c@example.ru", subject: "Вопрос", text: "Здравствуйте!"});
  await beforeSend(TAB, {...LETTER, isPlainText: false});
  assert.equal(seen.asked.at(-1).options.body.get("html"), LETTER.body);
});

const never = () => new Promise(() => {});
const TROUBLES = {
  not_there: [() => { throw new TypeError("NetworkError"); }],
  refused: [() => json("{}", 500), () => json({error: "x"}, 401)],
  too_large: [() => json({error: "x"}, 413)],
  not_understood: [() => json("<html>"), () => json({}), () => json("null"), () => json({complete: "yes", told: {}})],
};
for (const [why, makers] of Object.entries(TROUBLES)) {
  test(why + ": the letter goes with a quiet notice, or the window asks", async () => {
    for (const maker of makers) {
      const seen = made({answers: answers(maker)});
      assert.deepEqual(await beforeSend(TAB, LETTER), GOES);
      assert.deepEqual(seen.notices, ["went_unchecked:" + why]);
      made({answers: answers(maker), managed: {on_trouble: "ask"}});
      assert.deepEqual(await beforeSend(TAB, LETTER), STAYS);
      assert.equal((await messenger.storage.session.get(questionKey(3)))[questionKey(3)].why, why);
    }
  });
}

for (const [name, options] of [["a slow service", {answers: answers(never)}],
                               ["a file that never comes", {answers: answers(verdict(false)), attachments: [{id: 1, name: "a", size: 1, file: never}]}]]) {
  test(name + " holds no letter longer than is configured", async () => {
    const seen = made({...options, managed: {seconds: 5}});
    mock.timers.enable({apis: ["setTimeout"]});
    const sending = beforeSend(TAB, LETTER);
    for (let i = 0; i < 20; i++) await settled();
    mock.timers.tick(5000);
    assert.deepEqual(await sending, GOES);
    assert.deepEqual(seen.notices, ["went_unchecked:too_slow"]);
  });
}

test("a file that cannot be had, or too many of them, hold no letter", async () => {
  const breaks = async () => { throw new Error("gone"); };
  made({answers: answers(verdict(false)), attachments: [{id: 1, name: "a", size: 1, file: breaks}]});
  assert.deepEqual(await beforeSend(TAB, LETTER), GOES);
  const seen = made({answers: answers(verdict(false)), attachments: [{id: 1, name: "a", size: 50 * 1024 * 1024, file: breaks}]});
  assert.deepEqual(await beforeSend(TAB, LETTER), GOES);
  assert.deepEqual(seen.notices, ["went_unchecked:too_large"]);
});

test("what is thrown lets the letter go", async () => {
  made({answers: answers(verdict(false))});
  messenger.compose.listAttachments = async () => { throw new Error("broken"); };
  const said = mock.method(console, "error", () => {});
  assert.deepEqual(await listener(TAB, LETTER), GOES);
  assert.equal(said.mock.callCount(), 1);
  said.mock.restore();
});

test("a second send while the question is open shows the same window, a closed one another", async () => {
  const seen = made({answers: answers(verdict(false))});
  for (let i = 0; i < 2; i++) {
    assert.deepEqual(await beforeSend(TAB, LETTER), STAYS);
    await settled();
  }
  assert.deepEqual([seen.windows.length, seen.focused], [1, [7]]);
  messenger.windows.update = async () => { throw new Error("closed"); };
  assert.deepEqual(await beforeSend(TAB, LETTER), STAYS);
  await settled();
  assert.equal(seen.windows.length, 2);
});

test("two compose windows have a question each; a closed one is forgotten", async () => {
  const seen = made({answers: answers(verdict(false))});
  for (const id of [3, 4]) await beforeSend({id}, LETTER);
  await settled();
  assert.equal(seen.windows.length, 2);
  await removed(3);
  assert.deepEqual(Object.keys(await messenger.storage.session.get([questionKey(3), questionKey(4)])), [questionKey(4)]);
});

test("sent anyway: once, unchanged and soon", async () => {
  const seen = made({answers: answers(verdict(false))});
  await givePass(TAB.id, LETTER, []);
  assert.deepEqual(await beforeSend({id: 4}, LETTER), STAYS, "another window");
  assert.deepEqual(await beforeSend(TAB, LETTER), GOES);
  assert.deepEqual(await beforeSend(TAB, LETTER), STAYS, "again");
  await givePass(TAB.id, LETTER, []);
  assert.deepEqual(await beforeSend(TAB, {...LETTER, plainTextBody: "Другое"}), STAYS, "changed");
  await givePass(TAB.id, LETTER, []);
  const later = Date.now() + 61_000;
  const clock = mock.method(Date, "now", () => later);
  assert.deepEqual(await beforeSend(TAB, LETTER), STAYS, "too late");
  clock.mock.restore();
  assert.ok(seen.asked.length > 0);
});

test("mailboxes that were known serve while the service is away", async () => {
  made({answers: answers(verdict(true))});
  await beforeSend(TAB, LETTER);
  const kept = await messenger.storage.session.get(null);
  const seen = made({answers: answers(() => { throw new TypeError("x"); }, () => { throw new TypeError("x"); })});
  kept.mailboxes.at = 0;
  await messenger.storage.session.set(kept);
  assert.deepEqual(await beforeSend(TAB, {...LETTER, to: ["anna@example.ru"]}), GOES);
  assert.deepEqual(seen.notices, [], "nothing to say of a letter to others");
});
