/**
 * Makes one tree like another by changing only what differs, so that focus, scroll, open details and what a reader
 * has typed survive an update. Nodes are matched by id, else by place. What bears data-keep is the browser's own and
 * is left alone.
 */
export function morph(from: Element, to: Element): void {
  copyAttributes(from, to);
  const old = [...from.childNodes].filter((node) => !isKept(node));
  const byId = new Map(
    old.filter((node) => node instanceof Element && node.id !== '').map((node) => [(node as Element).id, node]),
  );
  let place: ChildNode | null = firstOwn(from.firstChild);
  for (const wanted of [...to.childNodes]) {
    if (isKept(wanted)) continue;
    const named = wanted instanceof Element ? byId.get(wanted.id) : undefined;
    const match: ChildNode | undefined = named ?? (place !== null && isAlike(place, wanted) ? place : undefined);
    if (match === undefined) {
      from.insertBefore(wanted, place);
      continue;
    }
    if (match === place) place = firstOwn(place.nextSibling);
    else from.insertBefore(match, place);
    if (match instanceof Element && wanted instanceof Element) morph(match, wanted);
    else if (match.nodeValue !== wanted.nodeValue) match.nodeValue = wanted.nodeValue;
  }
  while (place !== null) {
    const next: ChildNode | null = firstOwn(place.nextSibling);
    place.remove();
    place = next;
  }
}

const isKept = (node: Node): boolean => node instanceof Element && node.hasAttribute('data-keep');

function firstOwn(node: ChildNode | null): ChildNode | null {
  let found = node;
  while (found !== null && isKept(found)) found = found.nextSibling;
  return found;
}

/** A node with an id stands only for itself. */
function isAlike(node: ChildNode, wanted: ChildNode): boolean {
  if (node.nodeName !== wanted.nodeName) return false;
  return !(node instanceof Element) || !(wanted instanceof Element) || node.id === wanted.id;
}

/** Whether details are open and what was filtered out is the reader's choice, not the server's. */
const READERS_OWN = new Set(['open', 'hidden']);

function copyAttributes(from: Element, to: Element): void {
  for (const { name, value } of [...to.attributes])
    if (from.getAttribute(name) !== value && !READERS_OWN.has(name)) from.setAttribute(name, value);
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !READERS_OWN.has(name)) from.removeAttribute(name);
}
