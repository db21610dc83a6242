// What the admin configures, by policy alone (docs/before-sending.md); there is no page of options.

const DEFAULTS = {
  service: "http://127.0.0.1:8897",
  token: "",
  on_trouble: "send", // the letter goes, with a quiet notice; "ask": the window asks
  send_anyway: true, // may an incomplete letter be sent from the window?
  seconds: 15, // for all of a check; Thunderbird ends a background page that takes longer than half a minute
  megabytes: 40, // larger letters are not checked here
};

const MOST_SECONDS = 20;

export async function readSettings() {
  let managed = {};
  try {
    managed = (await messenger.storage.managed.get(null)) ?? {};
  } catch {
    // No policy names this add-on.
  }
  const settings = {...DEFAULTS};
  for (const [key, value] of Object.entries(managed)) {
    if (typeof value === typeof DEFAULTS[key]) settings[key] = value;
  }
  settings.service = settings.service.replace(/\/+$/, "");
  settings.seconds = Math.min(Math.max(settings.seconds, 1), MOST_SECONDS);
  return settings;
}
