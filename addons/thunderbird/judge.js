// One compose window judged, within a bounded time.
//
// {kind: "nothing"}   no mailbox that the service knows
// {kind: "told", complete, told}
// {kind: "trouble", why}

import {formOf, recipientsOf} from "./letter.js";
import {check, knownMailboxes} from "./service.js";

async function judged(details, attachments, settings, signal) {
  const recipients = recipientsOf(details);
  if (recipients.length === 0) return {kind: "nothing"};
  const known = await knownMailboxes(settings, signal);
  if (!recipients.some((address) => known.includes(address))) return {kind: "nothing"};
  const size = attachments.reduce((sum, attachment) => sum + (attachment.size ?? 0), 0);
  if (size > settings.megabytes * 1024 * 1024) throw new Error("too_large");
  const form = await formOf(details, attachments);
  const {complete, told} = await check(settings, form, messenger.i18n.getUILanguage(), signal);
  return {kind: "told", complete, told};
}

const KNOWN = ["too_slow", "not_there", "too_large", "refused", "not_understood"];

export async function judge(details, attachments, settings) {
  const aborter = new AbortController();
  let timer;
  // Reading files is no fetch, and does not heed the signal.
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => {
      aborter.abort();
      reject(new Error("too_slow"));
    }, settings.seconds * 1000);
  });
  const judging = judged(details, attachments, settings, aborter.signal);
  try {
    return await Promise.race([judging, over]);
  } catch (error) {
    judging.catch(() => {}); // it may fail once more when it is broken off
    if (!KNOWN.includes(error.message)) console.error("pismovod:", error);
    return {kind: "trouble", why: KNOWN.includes(error.message) ? error.message : "not_there"};
  } finally {
    clearTimeout(timer);
  }
}
