import { useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '#kernel/contract.ts'
import { refreshPaths, useWrite } from '#web/api.ts'
import { Problem, problemFrom } from '#web/problem.ts'
import type { AnswerOf, InputOf } from '#web/request.ts'
import { useNamedParams } from './refusal-text.ts'

const conflict = 409

/**
 * One write of this module. A refusal names units and states by their words; when somebody else was
 * quicker, what is on screen is read again, so that the next attempt is made on what is true now.
 */
export function useCommandWrite<Of extends Endpoint>(
  endpoint: Of,
): (input: InputOf<Of>) => Promise<AnswerOf<Of>> {
  const { submit } = useWrite(endpoint)
  const client = useQueryClient()
  const named = useNamedParams()
  return async (input) => {
    try {
      return await submit(input)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status === conflict) await refreshPaths(client, ['/command/'])
      throw new Problem(problem.status, problem.code, {
        params: named(problem.params),
        fields: [...problem.fields],
      })
    }
  }
}
