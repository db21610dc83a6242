// The window that tells what is missing. One a compose window; what it shows lies in the session's storage, for
// Thunderbird ends the background page whenever it likes.

export const questionKey = (tabId) => "question:" + tabId;
const windowKey = (tabId) => "window:" + tabId;

const SIZE = {width: 760, height: 680};

async function showAgain(tabId) {
  const {[windowKey(tabId)]: windowId} = await messenger.storage.session.get(windowKey(tabId));
  if (windowId === undefined) return false;
  try {
    await messenger.windows.update(windowId, {focused: true});
    return true;
  } catch {
    return false; // closed meanwhile
  }
}

async function open(tabId) {
  if (await showAgain(tabId)) return; // it sees by itself that there is something new
  const url = messenger.runtime.getURL("window/window.html?tab=" + tabId);
  const {id} = await messenger.windows.create({url, type: "popup", allowScriptsToClose: true, ...SIZE});
  await messenger.storage.session.set({[windowKey(tabId)]: id});
}

// Returns before the window is there: it gets its focus only when the compose window is free again.
export async function askSender(tabId, question) {
  await messenger.storage.session.set({[questionKey(tabId)]: question});
  open(tabId).catch((error) => console.error("pismovod:", error));
}

export async function forget(tabId) {
  await messenger.storage.session.remove([questionKey(tabId), windowKey(tabId)]);
}
