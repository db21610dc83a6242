// A letter that its sender sends anyway: let through once, as it was when that was said, and soon.

import {markOf} from "./letter.js";

const PASS_FOR = 60 * 1000; // milliseconds; sending begins at once
const key = (tabId) => "pass:" + tabId;

export async function givePass(tabId, details, attachments) {
  await messenger.storage.session.set({[key(tabId)]: {mark: await markOf(details, attachments), until: Date.now() + PASS_FOR}});
}

export async function takePass(tabId, details, attachments) {
  const {[key(tabId)]: pass} = await messenger.storage.session.get(key(tabId));
  if (!pass) return false;
  await messenger.storage.session.remove(key(tabId));
  return pass.until >= Date.now() && pass.mark === (await markOf(details, attachments));
}
