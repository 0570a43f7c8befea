import { entryOf } from './policy-catalogue.ts'
import type { PolicyKeyType } from './policy.schema.ts'

/**
 * Declares the keys that code reads. The catalogue (`data/policies/keys.json`) says everything else about
 * them; a key it does not name, or names with another type, stops the start.
 */
export function definePolicyKeys<const Declared extends Readonly<Record<string, PolicyKeyType>>>(
  declared: Declared,
): Declared {
  for (const [key, type] of Object.entries(declared)) {
    const known = entryOf(key)?.type
    if (known !== type) throw new Error(`policy key ${key} is read as ${type}, not ${known}`)
  }
  return declared
}

/** The clocks of items (rules 7, 8, 10). */
export const itemKeys = definePolicyKeys({
  'item.blue_remaining_percent': 'int',
  'item.red_repeat_hours': 'int',
  'item.urgent_start_colour': 'text',
  'item.lookback_percent': 'int',
  'item.lookback_days': 'int',
  'item.acknowledge_minutes_emergency': 'int',
  'item.acknowledge_minutes_peace': 'int',
})

type ItemKeys = typeof itemKeys

/**
 * Every declared key and its type. A module adds its own by augmenting this interface beside its
 * `definePolicyKeys`, so reading a key that nobody declared does not compile.
 */
export interface PolicyKeys extends ItemKeys {}

export type DeclaredKey = Extract<keyof PolicyKeys, string>

interface ValueOfType {
  int: number
  int_list: readonly number[]
  bool: boolean
  text: string
}

export type DeclaredValue<Key extends DeclaredKey> = ValueOfType[PolicyKeys[Key]]

export type IntKey = {
  [Key in DeclaredKey]: PolicyKeys[Key] extends 'int' ? Key : never
}[DeclaredKey]
