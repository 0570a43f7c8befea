import { expect, test } from 'vitest'
import en from './text/en.json'
import zh from './text/zh.json'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(String).toSorted()

test('every sentence of the shell exists in both languages with the same placeholders', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh))
  const english = new Map(Object.entries(en))
  for (const [key, sentence] of Object.entries(zh)) {
    expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(sentence)])
  }
})
