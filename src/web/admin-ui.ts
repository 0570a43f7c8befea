import type { TextKey } from '#kernel/i18n/texts.ts'
import type { Endpoint } from '#kernel/contract.ts'
import { ListAccounts } from '#kernel/access/account.schema.ts'
import { ListGrants } from '#kernel/access/holder.schema.ts'
import { ListUnits } from '#kernel/access/unit.schema.ts'
import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { policyReads } from '#kernel/policy/policy.schema.ts'
import type { PageRoute } from './module-ui.ts'

/** A page of the kernel; reached through the user menu, never the navigation. */
export interface AdminPage extends PageRoute {
  readonly text: TextKey
  readonly needs: Endpoint
}

export const adminPages: readonly AdminPage[] = [
  {
    text: 'web.admin.units',
    path: '/admin/units',
    needs: ListUnits,
    load: async () => (await import('./admin/UnitsPage.tsx')).UnitsPage,
  },
  {
    text: 'web.admin.accounts',
    path: '/admin/accounts',
    needs: ListAccounts,
    load: async () => (await import('./admin/accounts/AccountsPage.tsx')).AccountsPage,
  },
  {
    text: 'web.admin.permissions',
    path: '/admin/permissions',
    needs: ListGrants,
    load: async () => (await import('./admin/permissions/PermissionsPage.tsx')).PermissionsPage,
  },
  {
    text: 'web.admin.policies',
    path: '/admin/policies',
    needs: policyReads.list,
    load: async () => (await import('./admin/policies/PoliciesPage.tsx')).PoliciesPage,
  },
  {
    text: 'web.admin.ledger',
    path: '/admin/ledger',
    needs: ledgerEndpoints.entries,
    load: async () => (await import('./admin/ledger/LedgerPage.tsx')).LedgerPage,
  },
]

/** One thing of such a page; reached from its list, never from a menu. */
export const adminSubpages: readonly PageRoute[] = [
  {
    path: '/admin/accounts/$username',
    load: async () => (await import('./admin/accounts/AccountPage.tsx')).AccountPage,
  },
  {
    path: '/admin/policies/$setId',
    load: async () => (await import('./admin/policies/PolicySetPage.tsx')).PolicySetPage,
  },
]
