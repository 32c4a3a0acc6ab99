/** Laws of the configuration: a right one is read whole, a wrong one says where each mistake stands. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadConfigError, readConfig } from './config.ts';

function complaints(text: string): readonly string[] {
  try {
    readConfig(text, 'services.yaml');
  } catch (cause) {
    expect(cause).toBeInstanceOf(BadConfigError);
    return (cause as BadConfigError).complaints;
  }
  return [];
}

test('a place may state where it is: its country, or its position as a whole', () => {
  const read = (probing: string) => readConfig(`probing: ${probing}\nservices: []\n`, 'services.yaml').probing;
  expect(
    read('{ vantage: fra, name: Frankfurt, country: DE, vantages: [{ id: sin, latitude: 1.3, longitude: 103.8 }] }'),
  ).toMatchObject({ name: 'Frankfurt', country: 'DE', vantages: [{ id: 'sin', latitude: 1.3, longitude: 103.8 }] });
  expect(() => read('{ latitude: 1.3 }')).toThrow('latitude and longitude belong together');
  expect(() => read('{ vantages: [{ id: sin, longitude: 1 }] }')).toThrow('latitude and longitude belong together');
  expect(() => read('{ latitude: 91, longitude: 0 }')).toThrow('probing.latitude');
  expect(() => read('{ vantage: sin, vantages: [{ id: sin }] }')).toThrow('two places have one name');
});

test('what is not said has a default, and what is said is kept', () => {
  const text = `
name: Ours
budget: { possiblePerMonth: 2, confirmedPerYear: 3 }
trustedProxies: [10.0.0.0/8]
services:
  - id: shop
    name: Web shop
    home: https://shop.example
    components: [search, { id: pay, name: Payment }]
    providers: [Cloudflare]
  - { id: mail }
`;
  const config = readConfig(text, 'services.yaml');
  expect(config).toMatchObject({
    name: 'Ours',
    budget: { possiblePerMonth: 2, confirmedPerYear: 3 },
    trustedProxies: ['10.0.0.0/8'],
  });
  expect(config.services).toMatchObject([
    {
      id: 'shop',
      name: 'Web shop',
      components: [
        { id: 'search', name: 'search' },
        { id: 'pay', name: 'Payment' },
      ],
      timeline: 'live',
      stepMinutes: 1,
    },
    { id: 'mail', name: 'mail', category: 'Other', components: [] },
  ]);
  expect(config.limits.perSource.burst).toBeGreaterThan(0);
});

test.each([
  ['broken YAML', 'services:\n  - id: shop\n   name: x\n', ['3:1']],
  ['a tab', 'services:\n\t- id: shop\n', ['2:1']],
  ['an unknown key', 'services: []\nbudgett:\n  possiblePerMonth: 1\n', ['2:1: budgett: there is no such setting']],
  ['two unknown keys', 'a: 1\nb: 2\nservices: []\n', ['1:1: a', '2:1: b']],
  [
    'an unknown key inside a service',
    'services:\n  - id: shop\n    nmae: Shop\n',
    ['3:5: services.0.nmae: there is no such setting'],
  ],
  ['a wrong type', 'services:\n  - id: shop\n    name: [a]\n', ['3:5: services.0.name']],
  ['a bad id', 'services:\n  - id: Web Shop\n', ['2:5: services.0.id: lower-case letters']],
  ['a bad URL', 'services:\n  - id: shop\n    home: shop.example\n', ['3:5: services.0.home: a URL']],
  ['a script as URL', 'services:\n  - id: shop\n    home: "javascript:alert(1)"\n', ['3:5: services.0.home: a URL']],
  [
    'a component that is none',
    'services:\n  - id: shop\n    components:\n      - ok\n      - 5\n',
    ['5:9: services.0.components.1: an id'],
  ],
  ['no services', 'name: x\n', ['1:1: services: is missing']],
  ['an empty file', '', ['1:1: services: is missing']],
  ['a list', '- a\n', ['1:1: ']],
  ['a service without id', 'services:\n  - name: x\n', ['2:5: services.0.id: is missing']],
  [
    'two services of one id',
    'services:\n  - id: a\n  - id: b\n  - id: a\n  - id: b\n',
    ['4:5: two services have the id "a"', '5:5: two services have the id "b"'],
  ],
  [
    'two components of one id',
    'services:\n  - id: a\n    components: [x, y, x]\n',
    ['3:24: two components have the id "x"'],
  ],
  ['two of one key', 'name: a\nname: b\nservices: []\n', ['2:1']],
  [
    'a budget that contradicts itself',
    'budget: { possiblePerMonth: 1, confirmedPerYear: 20 }\nservices: []\n',
    ['1:1: budget: confirmed alarms may not'],
  ],
  ['an alias of nothing', 'services: *none\n', ['1:']],
])('wrong, and told by line and column: %s', (_, text, expected) => {
  const told = complaints(text);
  expect(told.length).toBeGreaterThanOrEqual(expected.length);
  expected.forEach((start, index) => {
    expect(told[index]).toContain(`services.yaml:${start}`);
  });
});

test('aliases that would fill the memory are a complaint', () => {
  const text = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${new Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
    'services: []',
  ].join('\n');
  expect(complaints(text)[0]).toMatch(/^services\.yaml:\d+:\d+: /);
});

test('whatever the text, it is read or complained about, never anything else', () => {
  const words = [
    'services',
    'id',
    'name',
    ':',
    '-',
    '\n',
    ' ',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '&a',
    '*a',
    '!!set',
    '"',
    '|',
    '#',
    'shop',
    '1',
    '---',
    '\t',
    '?',
    '<<',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), (parts) => {
      for (const line of complaints(parts.join(''))) expect(line).toMatch(/^services\.yaml:\d+:\d+: ./s);
    }),
    { numRuns: 1_000 },
  );
});

test('tens of thousands of services are read in seconds', () => {
  const list = (count: number) =>
    `services:\n${Array.from({ length: count }, (_, index) => `- {id: s${index}}`).join('\n')}`;
  const startedAt = performance.now();
  expect(readConfig(list(20_000), 'x').services).toHaveLength(20_000);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

test('a language model is named by the operator, or there is none', () => {
  const read = (model: string) => readConfig(`${model}services: []\n`, 'services.yaml').model;
  expect(read('')).toBeUndefined();
  expect(read('model: { url: "http://127.0.0.1:11434/v1", name: qwen3 }\n')).toMatchObject({ timeoutSeconds: 60 });
  expect(() => read('model: { url: "file:///etc/passwd", name: x }\n')).toThrow('services.yaml:1:10: model.url');
  expect(() => read('model: { url: "http://127.0.0.1/v1", name: x, key: secret }\n')).toThrow('no such setting');
});
