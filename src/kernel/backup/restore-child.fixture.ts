import * as z from 'zod'
import { restoreBackup } from './restore-backup.ts'

// A restore in a process of its own, to be killed from outside.
const Job = z.object({
  file: z.string(),
  keysFolder: z.string(),
  passphrase: z.string(),
  connection: z.union([
    z.object({ url: z.string() }),
    z.object({ host: z.string(), user: z.string(), database: z.string() }),
  ]),
})

await restoreBackup(Job.parse(JSON.parse(process.argv[2] ?? '')))
