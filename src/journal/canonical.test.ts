/** Canonical JSON: one value, one text, as RFC 8785 writes it; and no text for what JSON cannot say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from './canonical.ts';

const keys = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '1', '10', '', '€', '\ud83d\ude00'),
);
const { value: json } = fc.letrec<{ value: unknown; member: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    tie('member'),
  ),
  member: fc.array(fc.tuple(keys, tie('value')), { maxLength: 6 }).map((entries) => fromEntries(entries)),
}));

/** Own properties whatever their name, `__proto__` too. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

test('the order in which keys were set makes no difference', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonical(shuffled(value))).toBe(canonical(value));
    }),
  );
});

test('the text reads back as the same value, and says nothing that JSON would not', () => {
  fc.assert(
    fc.property(json, (value) => {
      const again = JSON.parse(canonical(value));
      // -0 is 0 in JSON, by RFC 8785 too.
      expect(again).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonical(again)).toBe(canonical(value));
    }),
  );
});

test('keys stand in the order of their UTF-16 units', () => {
  fc.assert(
    fc.property(fc.uniqueArray(keys), (names) => {
      const text = canonical(fromEntries(names.map((name) => [name, 0])));
      const byUnits = [...names].sort((a, b) => {
        for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
          if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i);
        }
        return a.length - b.length;
      });
      expect(text).toBe(`{${byUnits.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`);
    }),
  );
});

test('the sample object of RFC 8785 section 3.2.3 comes out as printed there', () => {
  const sample = {
    '€': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    ö: 'Latin Small Letter O With Diaeresis',
  };
  expect(canonical(sample)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
});

/** Bits of a double and its text, from RFC 8785 appendix B. */
const NUMBERS: readonly [string, string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

test.each(NUMBERS)('the double %s is written %s, as in RFC 8785 appendix B', (bits, text) => {
  expect(canonical(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
});

test('strings are escaped as RFC 8785 says: the two-letter escapes, lower-case hex, and nothing else', () => {
  expect(canonical('\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('a member that is undefined is as good as absent', () => {
  expect(canonical({ b: undefined, a: 1 })).toBe('{"a":1}');
});

const halfPair = String.fromCharCode(0xd800);
test.each<[string, unknown]>([
  ['NaN', Number.NaN],
  ['an infinity', { a: [Number.NEGATIVE_INFINITY] }],
  ['half a surrogate pair', `a${halfPair}b`],
  ['half a surrogate pair in a key', { [halfPair]: 1 }],
  ['undefined', undefined],
  ['a hole', new Array(1)],
  ['a function', { a: () => 1 }],
  ['a bigint', 1n],
  ['a symbol', Symbol('x')],
])('%s has no canonical text', (_, value) => {
  expect(() => canonical(value)).toThrow(TypeError);
});
