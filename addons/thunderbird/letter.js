// The letter of a compose window: to whom it goes, what tells it from another, and as a form for the service.

// "Иван <ivan@example.ru>" or "ivan@example.ru"; entries of the address book that are no text are passed over.
export function addressOf(recipient) {
  if (typeof recipient !== "string") return "";
  const bracketed = recipient.match(/<([^<>]*)>\s*$/);
  return (bracketed ? bracketed[1] : recipient).trim().toLowerCase();
}

const listed = (field) => (Array.isArray(field) ? field : field ? [field] : []);

export function recipientsOf(details) {
  return [details.to, details.cc, details.bcc].flatMap(listed).map(addressOf).filter((address) => address !== "");
}

const bodyOf = (details) => (details.isPlainText ? details.plainTextBody : details.body) ?? "";

// Two letters with the same mark say the same to the same people with the same files.
export async function markOf(details, attachments) {
  const said = [details.from, listed(details.to), listed(details.cc), listed(details.bcc), details.subject, bodyOf(details),
                attachments.map(({name, size}) => [name, size])];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(said)));
  return Array.from(new Uint8Array(digest), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

export async function formOf(details, attachments) {
  const form = new FormData();
  form.append("from", String(details.from ?? ""));
  for (const name of ["to", "cc", "bcc"]) {
    for (const recipient of listed(details[name])) {
      if (typeof recipient === "string") form.append(name, recipient);
    }
  }
  form.append("subject", details.subject ?? "");
  form.append(details.isPlainText ? "text" : "html", bodyOf(details));
  for (const attachment of attachments) {
    const file = await messenger.compose.getAttachmentFile(attachment.id);
    form.append("file", file, attachment.name);
  }
  return form;
}
