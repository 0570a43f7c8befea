import { access } from '#kernel/access/index.ts'
import { installation } from '#kernel/installation/index.ts'
import { ledger } from '#kernel/ledger/index.ts'
import type { Module } from '#kernel/module.ts'
import { policy } from '#kernel/policy/index.ts'
import { command } from '#modules/command/index.ts'

/** Every part of the house, from the ground up: the only server file that names all modules. */
export const modules: readonly Module[] = [installation, access, policy, ledger, command]
