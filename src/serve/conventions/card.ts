/**
 * The same picture outside of a page: one card with the answer, the chart and what its marks mean, as SVG by itself, and as PNG for previews,
 * mail and whoever draws no SVG. Nothing in it is fetched from anywhere.
 */
import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { chartSvg, escaped } from '../../chart/svg.ts';
import type { Words } from '../../words/words.ts';
import { pictureWords } from '../pages/picture-words.ts';
import type { ChartView } from '../schema.ts';

export const CARD_WIDTH = 1_200;
export const CARD_HEIGHT = 630;
const MARGIN = 56;
/** The chart is drawn for 270 pixels of height; letters grow with it. */
const CHART_HEIGHT = 270;
const CHART_SCALE = 1.3;

export type Scheme = 'light' | 'dark';
interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly ground: string;
  readonly line: string;
  readonly counts: string;
  readonly fill: string;
  readonly band: string;
  readonly usual: string;
  readonly wave: string;
}
const COLOURS: Readonly<Record<Scheme, Colours>> = {
  light: {
    ink: '#16202a',
    soft: '#55606b',
    ground: '#ffffff',
    line: '#c9d1d8',
    counts: '#b3410e',
    fill: '#f3c3a8',
    band: '#e3e9f2',
    usual: '#2a5599',
    wave: '#fbeee6',
  },
  dark: {
    ink: '#eef2f5',
    soft: '#a9b4be',
    ground: '#10161c',
    line: '#3b4650',
    counts: '#f08a55',
    fill: '#6b3a20',
    band: '#263040',
    usual: '#8fb4f0',
    wave: '#2c211b',
  },
};

const styleOf = ({ ink, soft, ground, line, counts, fill, band, usual, wave }: Colours): string => `
text { font-family: system-ui, 'DejaVu Sans', sans-serif; fill: ${ink} }
.title { font-size: 46px; font-weight: bold } .said { font-size: 28px } .note { font-size: 20px; fill: ${soft} }
.picture { font-size: 12px } .counts { fill: ${fill} } .counts-top { fill: none; stroke: ${counts}; stroke-width: 1.5px }
.usual { fill: none; stroke: ${usual}; stroke-width: 1.25px; stroke-dasharray: 4 3 } .band { fill: ${band} }
.grid, .base, .now, .hatch { stroke: ${line} } .now { stroke-dasharray: 2 3 } .tick, .gap-name, .empty { fill: ${soft} }
.peak { font-weight: bold } .wave { fill: ${wave} } .wave-top, .wave-dot { fill: ${ink} } .wave-number { fill: ${ground}; font-weight: bold }`;

export interface Card {
  readonly title: string;
  /** The answer, in a sentence. */
  readonly said: string;
  /** Whose it is, and until when it is counted. */
  readonly note: string;
  readonly chart: ChartView;
  readonly t: Words;
}

export function cardSvg({ title, said, note, chart, t }: Card, scheme: Scheme): string {
  const colours = COLOURS[scheme];
  const width = (CARD_WIDTH - 2 * MARGIN) / CHART_SCALE;
  const picture = chartSvg(chart, { id: 'c', label: title, summary: said }, pictureWords(t));
  const line = (cls: string, y: number, words: string, max: number): string =>
    `<text class="${cls}" x="${MARGIN}" y="${y}">${escaped(cut(words, max))}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}"><style>${styleOf(colours)}</style>
<rect width="100%" height="100%" fill="${colours.ground}"/>
${line('title', 96, title, 40)}
${line('said', 148, said, 76)}
<g transform="translate(${MARGIN} 180) scale(${CHART_SCALE})"><svg width="${width}" height="${CHART_HEIGHT}" overflow="visible">
${picture}</svg></g>
${line('note', CARD_HEIGHT - 52, t.chart.marks, 110)}
${line('note', CARD_HEIGHT - 24, note, 110)}
</svg>
`;
}

const cut = (words: string, max: number): string => (words.length <= max ? words : `${words.slice(0, max - 1)}…`);

const require = createRequire(import.meta.url);
const FONTS = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];

/** Drawn in a thread of the library's own; letters are those that come with us, on every machine the same. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const drawn = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
    fitTo: { mode: 'original' },
  });
  return drawn.asPng();
}
