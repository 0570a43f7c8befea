import { uuidv7 } from 'uuidv7'
import { problemFrom, unreachable } from './problem.ts'

interface Action<Answer> {
  readonly key: string
  readonly content: string
  running: Promise<Answer> | null
}

export type SendWithKey<Input, Answer> = (input: Input, key: string) => Promise<Answer>

/**
 * One person's action at a time. Its idempotency key is made at the first attempt, sent again with every retry of
 * the same content while the outcome is unknown, and given up with an answer. A second click while the first is
 * under way is the same action.
 */
export function writeAction<Input, Answer>(
  send: SendWithKey<Input, Answer>,
): (input: Input) => Promise<Answer> {
  let action: Action<Answer> | null = null
  const attempt = async (input: Input, own: Action<Answer>): Promise<Answer> => {
    try {
      const answer = await send(input, own.key)
      action = null
      return answer
    } catch (error) {
      const { status } = problemFrom(error)
      // A definite refusal left no trace; only an unknown outcome must keep its key.
      if (status !== unreachable && status < 500) action = null
      else own.running = null
      throw error
    }
  }
  return (input) => {
    if (action?.running) return action.running
    const content = contentOf(input)
    const key = action?.content === content ? action.key : uuidv7()
    const own: Action<Answer> = { key, content, running: null }
    action = own
    own.running = attempt(input, own)
    return own.running
  }
}

function contentOf(input: unknown): string {
  return JSON.stringify(input, (_name, value: unknown) =>
    value instanceof Uint8Array ? `${value.length} bytes` : value,
  )
}
