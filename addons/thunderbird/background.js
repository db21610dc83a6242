// At Send: a letter to a mailbox that the service knows is judged first. Whatever goes wrong here, the letter is not
// held up by it: a listener that throws would lock the compose window.

import {judge} from "./judge.js";
import {takePass} from "./pass.js";
import {askSender, forget} from "./question.js";
import {readSettings} from "./settings.js";

function noticeQuietly(why) {
  messenger.notifications
    .create({type: "basic", title: messenger.i18n.getMessage("name"), message: messenger.i18n.getMessage("went_unchecked", [messenger.i18n.getMessage(why)])})
    .catch(() => {}); // a desktop without notices
}

export async function beforeSend(tab, details) {
  const settings = await readSettings();
  const attachments = await messenger.compose.listAttachments(tab.id);
  if (await takePass(tab.id, details, attachments)) return {};
  const found = await judge(details, attachments, settings);
  if (found.kind === "nothing" || (found.kind === "told" && found.complete)) return {};
  if (found.kind === "trouble" && settings.on_trouble !== "ask") {
    noticeQuietly(found.why);
    return {};
  }
  await askSender(tab.id, found);
  return {cancel: true};
}

messenger.compose.onBeforeSend.addListener(async (tab, details) => {
  try {
    return await beforeSend(tab, details);
  } catch (error) {
    console.error("pismovod:", error);
    return {};
  }
});

messenger.tabs.onRemoved.addListener((tabId) => forget(tabId).catch(() => {}));
