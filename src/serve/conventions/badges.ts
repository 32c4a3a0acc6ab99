/** The state of a service, or of all, as a badge: for shields.io (its endpoint schema takes no key that it does not know), and drawn by ourselves. */
import { escaped } from '../../chart/svg.ts';
import type { ServiceCardView } from '../schema.ts';
import type { OverviewBody } from '../schema-overview.ts';

export interface Badge {
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly isError: boolean;
}

const STATES: Readonly<Record<ServiceCardView['state'], Omit<Badge, 'label'>>> = {
  confirmed: { message: 'failing', color: '#b3261e', isError: true },
  possible: { message: 'possibly failing', color: '#8a5a00', isError: false },
  over: { message: 'no failure seen', color: '#1b6e3c', isError: false },
  none: { message: 'no failure seen', color: '#1b6e3c', isError: false },
  unknown: { message: 'unknown', color: '#5f6368', isError: false },
};

export const badgeOf = ({ name, state }: Pick<ServiceCardView, 'name' | 'state'>): Badge => ({
  label: name,
  ...STATES[state],
});

/** Of all: the worst that is known; unknown only when nothing is. */
export function badgeOfAll(name: string, { live, replayed }: OverviewBody['standing']): Badge {
  const [failing, possible] = [live.confirmed + replayed.confirmed, live.possible + replayed.possible];
  const known = live.counted - live.unknown + replayed.counted - replayed.unknown;
  if (failing > 0) return { label: name, ...STATES.confirmed, message: `${failing} failing` };
  if (possible > 0) return { label: name, ...STATES.possible, message: `${possible} possibly failing` };
  return { label: name, ...(known === 0 ? STATES.unknown : STATES.none) };
}

export const shields = ({ label, message, color, isError }: Badge): object => ({
  schemaVersion: 1,
  label,
  message,
  color,
  isError,
  cacheSeconds: 60,
});

const HEIGHT = 20;
const PADDING = 6;
/** Widths of Verdana 11 by kind of letter, near enough: the text is stretched to what was measured. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/[iljtfr.,:'| ]/.test(letter) ? 4 : /[mwMW]/.test(letter) ? 10 : 7), 0);

export function badgeSvg({ label, message, color }: Badge): string {
  const [left, right] = [label, message].map((text) => widthOf(text) + 2 * PADDING) as [number, number];
  const text = (words: string, x: number, width: number): string =>
    `<text x="${x}" y="14" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${escaped(words)}</text>`;
  const name = escaped(`${label}: ${message}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${name}"><title>${name}</title><rect width="${left + right}" height="${HEIGHT}" rx="3" fill="#3c4043"/><path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v${HEIGHT - 6}a3 3 0 0 1-3 3h-${right - 3}z" fill="${color}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(label, PADDING, left)}${text(message, left + PADDING, right)}</g></svg>
`;
}
