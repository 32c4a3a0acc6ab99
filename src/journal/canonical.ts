/**
 * Canonical encoding: one value, one text. JSON as RFC 8785 (JCS) writes it: keys in UTF-16 order, no white space,
 * numbers and strings as ECMAScript serialises them. The journal hashes these bytes.
 */

/**
 * Absent and undefined are the same. Throws on what JSON cannot say: NaN, infinities, lone surrogates, functions.
 * What is in order already, as most entries are, takes the engine's own JSON.stringify, which is several times faster.
 */
export function canonical(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : ordered(value);
}

function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? isListInOrder(value) : isObjectInOrder(value as Record<string, unknown>);
    default:
      return false;
  }
}

/** A loop, since `every` passes over holes. */
function isListInOrder(list: readonly unknown[]): boolean {
  for (const member of list) if (!isInOrder(member)) return false;
  return true;
}

function isObjectInOrder(object: Record<string, unknown>): boolean {
  let last = '';
  for (const key in object) {
    if (key < last || !key.isWellFormed()) return false;
    last = key;
    const member = object[key];
    if (member !== undefined && !isInOrder(member)) return false;
  }
  return true;
}

function ordered(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a string holds half a surrogate pair; it has no UTF-8 form');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${Array.from(value, ordered).join(',')}]` : canonicalObject(value as object);
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}

function canonicalObject(value: object): string {
  const keys = Object.keys(value).sort();
  let text = '';
  for (const key of keys) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${ordered(key)}:${ordered(member)}`;
  }
  return `{${text}}`;
}
