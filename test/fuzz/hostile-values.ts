/** Numbers that come out the same for the same seed: a failure can be run again. */
export interface Dice {
  below(count: number): number
  pick<Value>(list: readonly Value[]): Value
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  // mulberry32: small, even enough, and the same on every machine.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    pick(list) {
      const value = list[below(list.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
  }
}

/** Words that a schema lets through, and that somebody further down may stumble over. */
export const subtleTexts: readonly string[] = [
  '😀',
  '😀😀',
  '👨‍👩‍👧‍👦家',
  '\u202E转反\u202C',
  '\u2066隔离\u2069',
  '样\u0000本',
  '\uD800样',
  '样\uDFFF',
  'a\u0301'.repeat(40),
  '\uFEFF样本',
  '一二\u2028三',
  `'; -- 样本`,
  '%_\\%',
  '{{7*7}}${7*7}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '<script>alert(1)</script>',
  '=1+1|cmd',
  '样本\r\nSet-Cookie: a=b',
  'constructor',
  '__proto__',
  'hasOwnProperty',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  'null',
  'undefined',
  '１２３４５６',
  '٢٠٢١',
  'ﷺﷺ',
  'İSTANBUL',
  '\u00A0\u3000样\u00A0',
]

export const oddTimes: readonly string[] = [
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+14:00',
  '2021-02-29',
  '2021-02-29T00:00:00Z',
  '2021-05-16T24:00:00Z',
  '2021-05-16T09:00:00.123456789012Z',
  '2021-05-16 09:00:00',
  '+010000-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
]

export const oddNumbers: readonly number[] = [
  -1,
  0,
  -0,
  1.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -1e308,
  5e-324,
  1e21,
]

export const oddUnits: readonly string[] = [
  '210092001',
  '210092',
  '900001',
  '210000',
  '999999999999',
  '000000',
  '123456',
]

/** Values of the wrong kind or size, which no schema should let through. */
export function wrongValues(dice: Dice): readonly unknown[] {
  return [
    null,
    true,
    [],
    {},
    [[]],
    '',
    ' ',
    'x'.repeat(5001),
    '样'.repeat(300),
    nested(1000),
    Array.from({ length: 10_000 }, (_, i) => `row ${i}`),
    Array.from({ length: 500 }, () => ({})),
    { toString: 'x', valueOf: 'y' },
    { constructor: { prototype: { polluted: true } } },
    ['210091001', '210092001'],
    dice.below(1_000_000),
  ]
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { in: value }
  return value
}

/** Bodies that are no JSON object, with the type they are sent under. */
export const oddBodies: readonly { readonly type: string; readonly body: string | Buffer }[] = [
  { type: 'application/json', body: '' },
  { type: 'application/json', body: '{' },
  { type: 'application/json', body: '{"id":' },
  { type: 'application/json', body: 'null' },
  { type: 'application/json', body: '[]' },
  { type: 'application/json', body: '"样本"' },
  { type: 'application/json', body: '123' },
  { type: 'application/json', body: 'NaN' },
  { type: 'application/json', body: '{"__proto__":{"post":"administrator"}}' },
  { type: 'application/json', body: '{"constructor":{"prototype":{"post":"administrator"}}}' },
  { type: 'application/json', body: '{"id":1,"id":2,"version":1e999}' },
  { type: 'application/json', body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` },
  { type: 'application/json', body: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) },
  { type: 'application/json', body: '\uFEFF{}' },
  { type: 'application/json; charset=utf-16', body: Buffer.from('{"id":1}', 'utf16le') },
  { type: 'text/plain', body: '{"version":1}' },
  { type: 'text/html', body: '<p>' },
  {
    type: 'application/xml',
    body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  },
  { type: 'application/x-www-form-urlencoded', body: 'id=1&version=1' },
  { type: 'multipart/form-data; boundary=x', body: '--x\r\n\r\n--x--' },
  { type: 'application/octet-stream', body: Buffer.alloc(64, 0xff) },
  { type: 'application/octet-stream', body: '' },
  { type: 'no such type', body: '{}' },
  { type: '', body: '{}' },
]
