import { createTestDatabase } from '#kernel/testing/database.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { ownerClient, servingPool } from '#kernel/db/pool.ts'
import { openRuntime } from '#kernel/open-runtime.ts'
import { settableClock } from '#kernel/clock.ts'
import { ledgerSealer } from '#kernel/ledger/sealer.ts'
import { leaveText } from '#kernel/ledger/ledger-rows.fixture.ts'
import { openKeys } from '#kernel/keys.ts'
import { verifyLedger } from '#kernel/ledger/verify.ts'
const db = await createTestDatabase({host:'/tmp/pgdev',user:'postgres',database:'postgres'},'template1')
await migrate(db.connection)
const pool = servingPool(db.connection,2), owner = ownerClient(db.connection); await owner.connect()
const rt = await openRuntime({pool,clock:settableClock(),modules:[]})
const seal = ledgerSealer(openKeys('/tmp/profkeys'))
for(let f=1;f<300000;f+=50000){await owner.query(leaveText,[f,f+49999]);while(await seal(rt,{info(){},error(){}})>0);}
await owner.query('vacuum analyze ledger.entry')
for(let i=0;i<4;i++){const c=process.cpuUsage();const t=performance.now();const r=await verifyLedger(db.connection);const u=process.cpuUsage(c);console.log(r.perSecond,r.ok,'wall',Math.round(performance.now()-t),'cpu us/entry',((u.user+u.system)/r.entries).toFixed(2))}
const t=performance.now();await owner.query(`select count(length(hash)) from ledger.entry`);console.log('count',performance.now()-t)
await owner.end();await pool.end();await db.drop()
