// A made-up Thunderbird: what the add-on asks of it, and a service that answers as it is told.

import assert from "node:assert/strict";

class Area {
  constructor() { this.values = {}; }
  async get(keys) {
    const wanted = keys === null ? Object.keys(this.values) : [keys].flat();
    return structuredClone(Object.fromEntries(wanted.filter((key) => key in this.values).map((key) => [key, this.values[key]])));
  }
  async set(values) { Object.assign(this.values, structuredClone(values)); }
  async remove(keys) { for (const key of [keys].flat()) delete this.values[key]; }
}

const event = () => {
  const listeners = [];
  return {addListener: (listener) => listeners.push(listener), listeners};
};

export function made({managed, answers = {}, attachments = [], windowsBreak = false} = {}) {
  const seen = {asked: [], windows: [], notices: [], focused: []};
  globalThis.messenger = {
    compose: {
      onBeforeSend: event(),
      listAttachments: async () => attachments.map(({id, name, size}) => ({id, name, size})),
      getAttachmentFile: async (id) => attachments.find((each) => each.id === id).file(),
    },
    i18n: {getMessage: (key, values) => (values ? key + ":" + values.join() : key), getUILanguage: () => "ru-RU"},
    notifications: {create: async (options) => { seen.notices.push(options.message); }},
    runtime: {getURL: (path) => "moz-extension://made-up/" + path},
    storage: {
      managed: {get: async () => { if (!managed) throw new Error("no managed storage"); return managed; }},
      session: new Area(),
    },
    tabs: {onRemoved: event()},
    windows: {
      // As Thunderbird's own: it is not there before the compose window is free again.
      create: (options) => { seen.windows.push(options.url); return windowsBreak ? Promise.reject(new Error("no window")) : Promise.resolve({id: 7}); },
      update: async (id) => { if (windowsBreak) throw new Error("closed"); seen.focused.push(id); },
    },
  };
  globalThis.fetch = async (url, options = {}) => {
    const path = url.slice(url.indexOf("/v1"));
    seen.asked.push({url, options});
    const answer = answers[path.split("?")[0]];
    assert.notEqual(answer, undefined, "asked for " + path);
    return typeof answer === "function" ? answer(options) : answer;
  };
  return seen;
}

export const json = (body, status = 200) => new Response(typeof body === "string" ? body : JSON.stringify(body), {status});

export const MAILBOXES = () => json({mailboxes: [{address: "lic@1c.ru", aliases: ["licence@1c.ru"], title: "x"}]});
export const told = (more = {}) => ({summary: "x", says: [], lines: ["ИНН клиента: __________"], subject: "", attach: [], papers: [], advice: [], warnings: [], ...more});
export const verdict = (complete) => () => json({complete, told: told()});

export const LETTER = {from: "Иван <ivan@example.ru>", to: ["Лицензии <LIC@1C.ru>"], cc: [], bcc: [], subject: "Вопрос", isPlainText: true,
                       plainTextBody: "Здравствуйте!", body: "<p>Здравствуйте!</p>"};
