/** Laws of the optional packages, where they are installed: the same answers as by another reader, and named in full. */
import { readFileSync } from 'node:fs';
import { Reader } from 'mmdb-lib';
import { describe, expect, test } from 'vitest';
import { NOT_PUBLIC } from '../../model/origin.ts';
import { Places } from '../place.ts';

const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

describe('the optional packages', () => {
  const installed = Places.installed();
  const second = Places.secondOpinion();
  const [countries] = installed.countries;

  test.skipIf(countries === undefined)('answer as mmdb-lib does, for random addresses and at borders', () => {
    const reader = new Reader<never>(
      readFileSync(
        new URL(import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb')),
      ),
    );
    const said = (text: string) => (reader.get(text) as { country_code: string } | null)?.country_code ?? 'unknown';
    let state = 1;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state;
    };
    const random32 = (): number => ((random() >>> 16) * 65_536 + (random() >>> 16)) >>> 0;
    const { starts4, starts6 } = installed.tables.countries[0]!;
    const wrong: string[] = [];
    const compare = (index: number, text: string): void => {
      if (index !== NOT_PUBLIC && countries!.codes[index] !== said(text)) wrong.push(text);
    };
    for (let i = 0; i < 50_000; i += 1) {
      const near = starts4[random() % starts4.length]! - (i % 2);
      for (const address of [random32(), near < 0 ? 0 : near]) compare(countries!.of4(address), dotted(address));
      const at = random() % starts6[0]!.length;
      const [a = 0, b = 0, c = 0, d = 0] = starts6.map((starts) => starts[at]!);
      const border = [a, b, c, d] as const;
      if (border[0] >>> 16 === 0x2002 || border[0] === 0x20010000) continue;
      const groups = border.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]);
      compare(countries!.of6(...border), groups.join(':'));
    }
    expect(wrong).toEqual([]);
  });

  test.skipIf(countries === undefined)("are named with date and terms, and with their publisher's warning", () => {
    for (const { name, builtAt, licence } of [...installed.databases, ...second.databases]) {
      expect(name).not.toBe('');
      expect(new Date(builtAt).toISOString()).toMatch(/^2026-06-/);
      expect(licence).toContain('CC BY 4.0');
    }
    expect(countries!.database.warning).toContain('contains bugs resulting in incorrect data');
  });

  test.skipIf(installed.networks.length === 0)('name the network that an address is announced by', () => {
    expect(installed.networks[0]!.nameOf('AS15169')).toMatch(/google/i);
    expect(installed.find('8.8.8.8')).toEqual({ country: 'US', network: 'AS15169' });
  });
});
