import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { found } from '#kernel/dispatch.ts'
import { Refused } from '#kernel/errors.ts'
import { type CommandAct, read, write } from '../command.module.ts'
import { mediaTypeOf, photoTypes } from './file-type.ts'
import { applyChange, itemForAct } from './item-acts.service.ts'
import { items } from './item-endpoints.schema.ts'
import { type Evidence, EvidenceId, type Item } from './item.schema.ts'

type NewEvidence = Pick<Evidence, 'kind' | 'name' | 'sha256'> & Partial<Evidence>

/** A photo or a file, stored with the hash that the phone computed before sending it. */
export const addFile = write(items.addFile, async (ctx, { id, kind, name, sha256, content }) => {
  const item = await itemForAct(ctx, { id, act: 'add_evidence' })
  if (content.byteLength === 0) throw new Refused('command.evidence.empty')
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    throw new Refused('command.evidence.hash_differs')
  }
  const mediaType = mediaTypeOf(content)
  if (!mediaType || (kind === 'photo' && !photoTypes.includes(mediaType))) {
    throw new Refused('command.evidence.type_refused', { name })
  }
  return store(ctx, item, {
    kind,
    name,
    sha256,
    mediaType,
    sizeBytes: content.byteLength,
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
  })
})

/** A figure or a statement: its hash is that of what was said. */
export const addStatement = write(items.addStatement, async (ctx, { id, ...said }) => {
  const item = await itemForAct(ctx, { id, act: 'add_evidence' })
  const sha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return store(ctx, item, { ...said, sha256 })
})

async function store(ctx: CommandAct, item: Item, evidence: NewEvidence) {
  const evidenceId = EvidenceId.parse(uuidv7())
  const isWanted = evidence.kind === item.evidence
  // The count first, under the lock of the item: what claims and verifies later relies on it.
  const done = await applyChange(ctx, item, {
    act: 'add_evidence',
    data: { evidenceId, kind: evidence.kind, name: evidence.name, sha256: evidence.sha256 },
    set: { evidenceCount: item.evidenceCount + (isWanted ? 1 : 0) },
  })
  await ctx.tx
    .insertInto('command.evidence')
    .values({
      mediaType: null,
      sizeBytes: null,
      figure: null,
      figureUnit: null,
      text: null,
      content: null,
      ...evidence,
      id: evidenceId,
      itemId: item.id,
      addedBy: ctx.actor.accountId,
      unitCode: ctx.actor.unitCode,
      addedAt: ctx.now,
      districtCode: item.districtCode,
      streetCode: item.streetCode,
      alsoCodes: item.alsoCodes,
    })
    .execute()
  return { ...done, evidenceId }
}

export const readFile = read(items.file, async (ctx, { id, evidenceId }) => {
  const row = found(
    await ctx.db
      .selectFrom('command.evidence')
      .select(['name', 'mediaType', 'content'])
      .where('id', '=', evidenceId)
      .where('itemId', '=', id)
      .executeTakeFirst(),
  )
  return {
    name: row.name,
    mediaType: row.mediaType ?? 'application/octet-stream',
    content: found(row.content ?? undefined),
  }
})
