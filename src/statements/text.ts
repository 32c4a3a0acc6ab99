/**
 * The words of an article, from plain text, HTML or Markdown: one paragraph a line. Law: what a reader would not see as
 * the article (scripts, styles, navigation) is not in it.
 */
export type Format = 'text' | 'html' | 'markdown';

export function formatOf(source: string): Format {
  if (/^\s*(?:<!doctype html|<html|<\?xml)|<\/(?:p|div|article|body|li)>/i.test(source)) return 'html';
  return /^#{1,6} \S|\]\(https?:|^\s*[-*] \*\*|(?:^|\s)\*\*\S/m.test(source) ? 'markdown' : 'text';
}

export function paragraphsOf(source: string, format: Format = formatOf(source)): string[] {
  const text =
    format === 'html' ? fromHtml(source) : format === 'markdown' ? fromMarkdown(source) : joinWrapped(source);
  return text
    .split('\n')
    .map((line) => line.replaceAll(/[\s\u200b]+/gu, ' ').trim())
    .filter((line) => line !== '');
}

const UNSEEN = /<(script|style|nav|header|footer|aside|form|noscript|template|svg|head)\b[\s\S]*?<\/\1\s*>/gi;

function fromHtml(source: string): string {
  return source
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(UNSEEN, '\n')
    .replaceAll(/[\t\r\n ]+/g, ' ')
    .replaceAll(
      /<(?:br|hr)\b[^>]*>|<\/?(?:p|div|h[1-6]|li|ul|ol|tr|table|article|section|main|body|blockquote|figure|figcaption|dd|dt)\b[^>]*>/gi,
      '\n',
    )
    .replaceAll(/<(?:code|kbd|samp)\b[^>]*>([^<]*)<\/(?:code|kbd|samp)>/gi, '“$1”')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, entity);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  middot: '·',
  thinsp: ' ',
  euro: '€',
  pound: '£',
};

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '';
}

function fromMarkdown(source: string): string {
  return joinWrapped(source)
    .replaceAll(/^```.*$/gm, '')
    .replaceAll(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`([^`]+)`/g, '“$1”')
    .replaceAll(/\*\*|__|(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gu, '');
}

/** Text that is wrapped at a width has its paragraphs apart by empty lines; a line that starts like an item stands alone. */
function joinWrapped(source: string): string {
  const lines = source.replaceAll('\r', '').split('\n');
  const wrapped = lines.filter((line) => line.length > 60 && line.length < 100).length > lines.length / 2;
  if (!wrapped) return source;
  return source.replaceAll('\r', '').replaceAll(/(?<=\S[^\n]*)\n(?!\s*(?:\n|[-*+#>•–]|\d+[.)/:]))/g, ' ');
}
