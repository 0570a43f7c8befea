import type { ColumnType } from 'kysely'
import type { AccountId } from '../access/contract.ts'
import { defineModule } from '../module.ts'
import type { PolicySet, PolicySetValue, PolicyValue } from './policy.schema.ts'

export interface PolicyTables {
  'policy.policySet': PolicySet
  // jsonb: the driver sends an array as SQL's own and a word unquoted, so values go in as JSON text.
  'policy.policyValue': Omit<PolicySetValue, 'value'> & {
    value: ColumnType<PolicyValue, string, string>
  }
  'access.account': { id: AccountId; nameZh: string; nameEn: string }
}

export const { read, write, door } = defineModule<PolicyTables>()
