// What the service says, as elements of a page; all of it as text, never as HTML.

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

const item = ({text, details}) => element("li", text, ...(details ?? []).map((detail) => element("small", detail)));

function block({kind, text, items, lines}) {
  if (kind === "heading") return element("h2", text);
  if (kind === "numbered") return element("ol", "", ...(items ?? []).map(item));
  if (kind === "bulleted") return element("ul", "", ...(items ?? []).map(item));
  if (kind === "form") return element("pre", (lines ?? []).join("\n"));
  return element("p", text);
}

const list = (texts) => element("ul", "", ...texts.map((text) => element("li", text)));

export function elementsOf(told, say) {
  const out = [element("h1", told.summary)];
  for (const warning of told.warnings) {
    const paragraph = element("p", warning);
    paragraph.className = "warning";
    out.push(paragraph);
  }
  out.push(...told.says.map(block));
  if (told.subject) out.push(element("p", say("set_subject", [told.subject])));
  if (told.attach.length > 0) out.push(element("h2", say("attach")), list(told.attach));
  if (told.lines.length > 0) out.push(element("h2", say("lines")), element("pre", told.lines.join("\n")));
  for (const {lines} of told.advice) out.push(element("h2", say("advice")), list(lines));
  return out;
}

export function button(text, act, style = "") {
  const made = element("button", text);
  made.className = style;
  made.addEventListener("click", act);
  return made;
}

export {element};
