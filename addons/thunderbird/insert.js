// Runs in the compose window's text: puts the lines before everything else, as if they were typed, so that Undo
// takes them away again, and leaves the first blank selected.
export function insertLines(lines, blank) {
  const selection = document.getSelection();
  selection.collapse(document.body, 0);
  document.execCommand("insertText", false, lines.join("\n") + "\n\n");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(blank);
    if (at < 0) continue;
    selection.setBaseAndExtent(node, at, node, at + blank.length);
    return;
  }
}
