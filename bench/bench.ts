// `npm run -s bench -- NAME --json`: one measurement, one JSON line with the keys of its issue.
import { runLedgerBench } from './ledger.ts'
import { benchServer } from './server.ts'
import { runStartBench } from './start.ts'
import { runWriteBench } from './write.ts'

const rowsFlag = process.argv.indexOf('--rows')
const rows = rowsFlag > 0 ? { rows: Number(process.argv[rowsFlag + 1]) } : {}

const benches: Readonly<Record<string, () => Promise<object>>> = {
  write: () => runWriteBench(rows),
  start: runStartBench,
  ledger: async () => {
    await using server = await benchServer()
    return await runLedgerBench({ connection: server.admin })
  },
}

const [name = ''] = process.argv.slice(2)
const bench = benches[name]
if (bench) {
  process.stdout.write(`${JSON.stringify(await bench())}\n`)
} else {
  process.stderr.write(`bench NAME, one of: ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 2
}
