// What is asked of `pismovod precheck`. Everything that goes wrong is an Error whose message is a key of messages.json.

const MAILBOXES_FOR = 60 * 60 * 1000; // milliseconds

async function ask(settings, path, signal, options = {}) {
  const headers = settings.token ? {Authorization: "Bearer " + settings.token} : {};
  let response;
  try {
    response = await fetch(settings.service + path, {...options, headers, signal, cache: "no-store", credentials: "omit"});
  } catch (error) {
    throw new Error(error.name === "AbortError" || error.name === "TimeoutError" ? "too_slow" : "not_there");
  }
  if (response.status === 413) throw new Error("too_large");
  if (!response.ok) throw new Error("refused");
  try {
    return await response.json();
  } catch (error) {
    throw new Error(error.name === "AbortError" || error.name === "TimeoutError" ? "too_slow" : "not_understood");
  }
}

// The addresses that the service knows; asked once an hour. An older answer is better than none.
export async function knownMailboxes(settings, signal) {
  const {mailboxes: kept} = await messenger.storage.session.get("mailboxes");
  if (kept && kept.service === settings.service && Date.now() - kept.at < MAILBOXES_FOR) return kept.addresses;
  try {
    const told = await ask(settings, "/v1/mailboxes", signal);
    if (!Array.isArray(told?.mailboxes)) throw new Error("not_understood");
    const addresses = told.mailboxes.flatMap(({address, aliases}) => [address, ...(aliases ?? [])]).map((a) => a.toLowerCase());
    await messenger.storage.session.set({mailboxes: {service: settings.service, at: Date.now(), addresses}});
    return addresses;
  } catch (error) {
    if (kept && kept.service === settings.service) return kept.addresses;
    throw error;
  }
}

export async function check(settings, form, language, signal) {
  const path = "/v1/check?language=" + encodeURIComponent(language.slice(0, 2));
  const verdict = await ask(settings, path, signal, {method: "POST", body: form});
  if (typeof verdict?.complete !== "boolean" || typeof verdict?.told?.summary !== "string") throw new Error("not_understood");
  return verdict;
}
