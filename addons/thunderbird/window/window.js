// The window that asks at Send (?tab=ID), and the button's popup in the compose window, which checks when it is opened.

import {insertLines} from "../insert.js";
import {judge} from "../judge.js";
import {givePass} from "../pass.js";
import {questionKey} from "../question.js";
import {readSettings} from "../settings.js";
import {button, element, elementsOf} from "./show.js";

const BLANK = "__________"; // as the service writes it
const say = (key, values) => messenger.i18n.getMessage(key, values);
const asked = new URLSearchParams(location.search).get("tab");

async function letterOf(tabId) {
  return [await messenger.compose.getComposeDetails(tabId), await messenger.compose.listAttachments(tabId)];
}

function saveAsFile({file, text}) {
  // As Notepad opens it: a byte-order mark and CRLF.
  const blob = new Blob(["\uFEFF", text.replaceAll("\n", "\r\n")], {type: "text/plain;charset=utf-8"});
  const link = element("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function insert(tabId, lines) {
  await messenger.scripting.executeScript({target: {tabId}, func: insertLines, args: [lines, BLANK]});
  window.close();
}

async function sendAnyway(tabId, mode) {
  await givePass(tabId, ...(await letterOf(tabId)));
  // Not awaited: it ends when the letter is sent, and this window is not to outlive the question.
  messenger.compose.sendMessage(tabId, {mode}).catch((error) => console.error("pismovod:", error));
  setTimeout(() => window.close(), 50);
}

function showButtons(tabId, found, settings) {
  const told = found.kind === "told" ? found.told : {lines: [], papers: []};
  const buttons = [];
  if (told.lines.length > 0) buttons.push(button(say("insert"), () => insert(tabId, told.lines), "first"));
  for (const paper of told.papers) buttons.push(button(say("save_paper", [paper.title]), () => saveAsFile(paper)));
  buttons.push(button(say(asked ? "back" : "close"), () => window.close()));
  const may_send = asked && (found.kind === "trouble" || settings.send_anyway);
  if (may_send) {
    buttons.push(button(say("send_later"), () => sendAnyway(tabId, "sendLater"), "quiet"));
    buttons.push(button(say("send"), () => sendAnyway(tabId, "sendNow")));
  }
  document.getElementById("buttons").replaceChildren(...buttons);
}

function show(tabId, found, settings) {
  const says = document.getElementById("says");
  if (found.kind === "told") says.replaceChildren(...elementsOf(found.told, say));
  if (found.kind === "nothing") says.replaceChildren(element("h1", say("nothing")));
  if (found.kind === "trouble") says.replaceChildren(element("h1", say("unchecked")), element("p", say(found.why)));
  showButtons(tabId, found, settings);
}

async function showQuestion(tabId, settings) {
  const key = questionKey(tabId);
  const {[key]: question} = await messenger.storage.session.get(key);
  if (!question) return window.close();
  show(tabId, question, settings);
  messenger.storage.onChanged.addListener((changes, area) => {
    if (area === "session" && changes[key]?.newValue) show(tabId, changes[key].newValue, settings);
  });
}

async function showCheck(settings) {
  const [tab] = await messenger.tabs.query({active: true, currentWindow: true});
  document.getElementById("says").replaceChildren(element("p", say("checking")));
  const [details, attachments] = await letterOf(tab.id);
  show(tab.id, await judge(details, attachments, settings), settings);
}

document.title = say("name");
document.documentElement.lang = messenger.i18n.getUILanguage();
const settings = await readSettings();
await (asked ? showQuestion(Number(asked), settings) : showCheck(settings));
